package org.llmtutor.cli.check;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;

/** Writes an outcome for programs. Loaded only when JSON is asked for. */
final class CheckJson {

  private CheckJson() {}

  static void write(CheckOutcome outcome, Severity minSeverity, PrintWriter out) {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    CheckOutcome.Counts counts = outcome.counts();
    root.put("files", counts.files());
    root.put("groups", counts.groups());
    root.put("alerts", counts.alerts());
    root.put("recording_rules", counts.recordingRules());
    root.put("unit_test_files", counts.tests());
    outcome
        .shown(minSeverity)
        .forEach(problem -> root.withArray("/problems").add(json(mapper, problem)));
    root.withArray("/problems");
    outcome.complaints().forEach(root.withArray("/not_checked")::add);
    for (AlertFacts facts : outcome.facts()) {
      ObjectNode alert = root.withArray("/alerts_now").addObject();
      alert.put("file", facts.file()).put("alert", facts.alert()).put("reads", facts.reads());
      facts.firing().ifPresent(firing -> alert.put("firing", firing));
    }
    try {
      out.println(mapper.writeValueAsString(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode json(ObjectMapper mapper, Problem problem) {
    return mapper
        .createObjectNode()
        .put("id", problem.id())
        .put("severity", problem.severity().toString())
        .put("file", problem.file())
        .put("line", problem.span().line())
        .put("column", problem.span().column())
        .put("length", problem.span().length())
        .put("message", problem.message())
        .put("remedy", problem.remedy());
  }
}
