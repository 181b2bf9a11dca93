package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.parser.Parser;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.SourceText;

/** The alerts and dashboards read only what a service shows that nobody has used yet. */
class OperatorFilesTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));

  /** Series that Prometheus makes itself. */
  private static final Set<String> PROMETHEUS_OWN = Set.of("up", "ALERTS");

  private static final Set<String> LATE =
      Set.of("llm_budget_spent_ratio", "jvm_memory_pool_allocated_bytes_total");

  private static final Duration SWEEP_DEADLINE = Duration.ofMinutes(1);

  @TempDir static Path directory;
  private static Set<String> shown = Set.of();

  @BeforeAll
  static void scrapeAServiceThatHasJustStarted() {
    try (TestTutor tutor = TestTutor.start(directory)) {
      // The scrape before is the first request, the ledger's gauges are there after a sweep, and
      // what pools have allocated once garbage has been collected.
      System.gc();
      tutor.get("/metrics", "");
      Set<String> names = names(tutor);
      Instant deadline = Instant.now().plus(SWEEP_DEADLINE);
      while (!names.containsAll(LATE) && Instant.now().isBefore(deadline)) {
        names = names(tutor);
      }
      shown = names;
    }
  }

  private static Set<String> names(TestTutor tutor) {
    return tutor
        .get("/metrics", "")
        .body()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static Stream<Rule> rules() {
    return files("alerts", ".yml")
        .filter(path -> !path.startsWith(ROOT.resolve("alerts/tests")))
        .map(path -> new RuleFileReader().read(source(path), OperatorFilesTest::fail))
        .flatMap(RuleFile::rules);
  }

  static Stream<Path> dashboards() {
    return files("grafana-dashboards", ".json");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void aRuleReadsOnlyWhatIsShownOrRecorded(Rule rule) {
    assertThat(read(rule.expr().value())).allMatch(isThere());
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void aDashboardReadsOnlyWhatIsShownOrRecorded(Path path) throws IOException {
    JsonNode dashboard = TestTutor.JSON.readTree(path.toFile());
    List<String> expressions = new ArrayList<>(dashboard.findValuesAsText("expr"));
    for (JsonNode variable : dashboard.at("/templating/list")) {
      String definition = variable.path("definition").asText();
      if (!definition.isEmpty()) {
        expressions.add(definition.replaceFirst("^label_values\\((.*),\\s*\\w+\\)$", "$1"));
      }
    }
    assertThat(expressions).hasSizeGreaterThan(10);
    assertThat(expressions)
        .allSatisfy(expression -> assertThat(read(expression)).isNotEmpty().allMatch(isThere()));
  }

  @Test
  void whatIsNotThereWouldBeFound() {
    assertThat(read("sum(rate(http_request_total[5m]))")).noneMatch(isThere());
  }

  private static Predicate<String> isThere() {
    Set<String> there = new TreeSet<>(shown);
    there.addAll(PROMETHEUS_OWN);
    rules()
        .filter(RecordingRule.class::isInstance)
        .map(rule -> rule.name().value())
        .forEach(there::add);
    return there::contains;
  }

  private static Set<String> read(String expression) {
    String text = expression.replaceAll("\\$__\\w+", "5m");
    Expr expr = Parser.parse(text, LanguageProfile.STABLE).expr();
    if (expr == null) {
      throw new AssertionError("not an expression: " + expression);
    }
    Set<String> names = new TreeSet<>();
    Tree.walk(
        expr,
        part -> {
          if (part instanceof VectorSelector selector && selector.name() != null) {
            names.add(selector.name());
          }
        },
        part -> {});
    return names;
  }

  private static Stream<Path> files(String folder, String ending) {
    try (Stream<Path> tree = Files.walk(ROOT.resolve(folder))) {
      return tree.filter(path -> path.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SourceText source(Path path) {
    try {
      return new SourceText(path.toString(), Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fail(Object problem) {
    throw new AssertionError(problem);
  }
}
