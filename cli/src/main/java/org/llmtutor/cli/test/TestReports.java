package org.llmtutor.cli.test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.llmtutor.cli.output.JUnitReport;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.test.Coverage;
import org.llmtutor.rules.test.TestResult;

/** Writes an outcome for programs: JSON, or JUnit's XML. Loaded only when asked for. */
final class TestReports {

  private TestReports() {}

  static String json(TestOutcome outcome) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    root.put("files", outcome.files());
    root.put("tests", outcome.results().size());
    root.put("failed", outcome.failed());
    ArrayNode results = root.putArray("results");
    outcome.results().forEach(result -> result(results.addObject(), result));
    ArrayNode problems = root.putArray("problems");
    for (Problem problem : outcome.problems()) {
      problems
          .addObject()
          .put("file", problem.file())
          .put("line", problem.span().line())
          .put("column", problem.span().column())
          .put("message", problem.message())
          .put("remedy", problem.remedy());
    }
    outcome.complaints().forEach(root.putArray("not_run")::add);
    coverage(root.putObject("coverage"), outcome);
    try {
      return mapper.writeValueAsString(root) + "\n";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void result(ObjectNode node, TestResult result) {
    node.put("file", result.file())
        .put("line", result.test().span().line())
        .put("name", result.test().name())
        .put("passed", result.passed());
    ArrayNode failures = node.putArray("failures");
    for (TestResult.Failure failure : result.failures()) {
      ObjectNode one = failures.addObject();
      one.put("line", failure.span().line()).put("headline", failure.headline());
      failure.details().forEach(one.putArray("details")::add);
    }
  }

  private static void coverage(ObjectNode node, TestOutcome outcome) {
    node.put("branches", outcome.coverage().total());
    node.put("reached", outcome.coverage().reached());
    ArrayNode missing = node.putArray("not_reached");
    for (Coverage.Covered rule : outcome.coverage().rules()) {
      rule.branches().stream()
          .filter(branch -> !branch.reached())
          .forEach(
              branch ->
                  missing
                      .addObject()
                      .put("file", rule.file())
                      .put("line", rule.line())
                      .put("rule", rule.rule())
                      .put("branch", branch.what()));
    }
  }

  static String junit(TestOutcome outcome) {
    List<JUnitReport.Case> cases = new ArrayList<>();
    for (TestResult result : outcome.results()) {
      String name = result.test().name();
      String title =
          result.file() + ":" + result.test().span().line() + (name.isEmpty() ? "" : " " + name);
      String failure =
          result.failures().stream()
              .map(f -> f.headline() + ": " + String.join("; ", f.details()))
              .collect(Collectors.joining(" | "));
      cases.add(new JUnitReport.Case(title, result.time(), result.passed() ? null : failure, null));
    }
    for (Problem problem : outcome.problems()) {
      String title = problem.file() + ":" + problem.span().line();
      cases.add(new JUnitReport.Case(title, Duration.ZERO, problem.text(), null));
    }
    return JUnitReport.write("test-alerts", cases);
  }
}
