package org.llmtutor.rules.test;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.promql.series.SeriesDescription;
import org.llmtutor.promql.series.SeriesNotation;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.rules.alerting.Surroundings;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;
import org.llmtutor.rules.yaml.YamlEntry;
import org.llmtutor.rules.yaml.YamlLimits;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlReader;
import org.llmtutor.rules.yaml.YamlScalar;
import org.llmtutor.rules.yaml.YamlSequence;

/** Reads files of unit tests; every flaw of a file is reported, with its place. Immutable. */
public final class UnitTestReader {

  /** What all flaws of such files are called. */
  public static final CheckInfo FORMAT =
      new CheckInfo("test/format", Severity.ERROR, "Unit tests can be read.");

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final YamlReader yaml = new YamlReader(YamlLimits.DEFAULT);

  /** For any number of files. */
  public UnitTestReader() {}

  /**
   * Reads a file called {@code name} and tells {@code sink} what is wrong with it.
   *
   * @return the file, empty when something is wrong
   * @throws IOException when {@code input} cannot be read
   */
  public Optional<UnitTestFile> read(String name, InputStream input, Consumer<? super Problem> sink)
      throws IOException {
    Optional<SourceText> source = yaml.decode(name, input, sink);
    return source.isEmpty() ? Optional.empty() : read(source.get(), sink);
  }

  /** As above, of a text. */
  public Optional<UnitTestFile> read(SourceText source, Consumer<? super Problem> sink) {
    boolean[] sound = {true};
    Consumer<Problem> heard =
        problem -> {
          sound[0] &= problem.severity() != Severity.ERROR;
          sink.accept(problem);
        };
    List<YamlNode> documents = yaml.read(source, heard);
    UnitTestFile file = null;
    Reading reading = new Reading(source, new Reporter(FORMAT, source.name(), heard));
    if (documents.size() != 1) {
      reading.report(Span.START, documents.size() + " documents", "one file holds one");
    } else {
      file = reading.file(documents.get(0));
    }
    return sound[0] ? Optional.ofNullable(file) : Optional.empty();
  }

  private static final class Reading {

    private final SourceText source;
    private final Reporter reporter;

    private Reading(SourceText source, Reporter reporter) {
      this.source = source;
      this.reporter = reporter;
    }

    private void report(Span span, String message, String remedy) {
      reporter.report(span, message, remedy);
    }

    private UnitTestFile file(YamlNode root) {
      YamlMapping mapping =
          mapping(
              root,
              List.of(
                  "rule_files",
                  "evaluation_interval",
                  "group_eval_order",
                  "fuzzy_compare",
                  "tests"));
      Duration interval = duration(mapping, "evaluation_interval", MINUTE);
      if (interval.isZero()) {
        interval = MINUTE;
      }
      List<YamlScalar> ruleFiles = texts(mapping, "rule_files");
      List<String> order = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (YamlScalar group : texts(mapping, "group_eval_order")) {
        if (!seen.add(group.value())) {
          report(group.span(), Quoted.of(group.value()) + ": named twice", "remove one");
        }
        order.add(group.value());
      }
      List<UnitTest> tests = new ArrayList<>();
      for (YamlNode node : items(mapping, "tests")) {
        tests.add(test(node, interval));
      }
      return new UnitTestFile(
          source, ruleFiles, interval, order, truth(mapping, "fuzzy_compare"), tests);
    }

    private UnitTest test(YamlNode node, Duration evaluationInterval) {
      YamlMapping test =
          mapping(
              node,
              List.of(
                  "name",
                  "interval",
                  "input_series",
                  "alert_rule_test",
                  "promql_expr_test",
                  "external_labels",
                  "external_url",
                  "start_timestamp"));
      Duration interval = duration(test, "interval", evaluationInterval);
      List<SeriesDescription> series = new ArrayList<>();
      for (YamlNode item : items(test, "input_series")) {
        series(item).ifPresent(series::add);
      }
      List<UnitTest.AlertCase> alerts = new ArrayList<>();
      for (YamlNode item : items(test, "alert_rule_test")) {
        alerts.add(alertCase(item));
      }
      List<UnitTest.ExpressionCase> expressions = new ArrayList<>();
      for (YamlNode item : items(test, "promql_expr_test")) {
        expressionCase(item).ifPresent(expressions::add);
      }
      return new UnitTest(
          text(test, "name").map(YamlScalar::value).orElse(""),
          text(test, "name").map(YamlScalar::span).orElse(test.span()),
          interval.isZero() ? evaluationInterval : interval,
          series,
          alerts,
          expressions,
          new Surroundings(
              textMap(test, "external_labels"),
              text(test, "external_url").map(YamlScalar::value).orElse("")),
          text(test, "start_timestamp").map(this::start).orElse(Instant.EPOCH));
    }

    private Optional<SeriesDescription> series(YamlNode node) {
      YamlMapping series = mapping(node, List.of("series", "values"));
      Optional<YamlScalar> name = required(series, "series");
      Optional<YamlScalar> values = required(series, "values");
      if (name.isEmpty() || values.isEmpty()) {
        return Optional.empty();
      }
      if (!readable(name.get(), () -> SeriesNotation.parseMetric(name.get().value()))) {
        return Optional.empty();
      }
      SeriesDescription[] parsed = new SeriesDescription[1];
      boolean fine =
          readable(
              values.get(),
              () ->
                  parsed[0] =
                      SeriesNotation.parse(name.get().value() + " " + values.get().value()));
      return fine ? Optional.of(parsed[0]) : Optional.empty();
    }

    private boolean readable(YamlScalar text, Runnable parsing) {
      try {
        parsing.run();
        return true;
      } catch (PromqlException e) {
        report(text.span(), Quoted.plain(e.problem()), e.remedy());
        return false;
      }
    }

    private UnitTest.AlertCase alertCase(YamlNode node) {
      YamlMapping test = mapping(node, List.of("eval_time", "alertname", "exp_alerts"));
      String name = required(test, "alertname").map(YamlScalar::value).orElse("");
      List<UnitTest.ExpectedAlert> expected = new ArrayList<>();
      for (YamlNode item : items(test, "exp_alerts")) {
        YamlMapping alert = mapping(item, List.of("exp_labels", "exp_annotations"));
        Map<String, String> labels = new HashMap<>(textMap(alert, "exp_labels"));
        labels.put("alertname", name);
        labels.values().removeIf(String::isEmpty);
        expected.add(
            new UnitTest.ExpectedAlert(
                alert.span(), Labels.of(labels), textMap(alert, "exp_annotations")));
      }
      Duration at = duration(test, "eval_time", Duration.ZERO);
      return new UnitTest.AlertCase(test.span(), at, name, expected);
    }

    private Optional<UnitTest.ExpressionCase> expressionCase(YamlNode node) {
      YamlMapping test = mapping(node, List.of("expr", "eval_time", "exp_samples"));
      List<UnitTest.ExpectedSample> expected = new ArrayList<>();
      for (YamlNode item : items(test, "exp_samples")) {
        sample(item).ifPresent(expected::add);
      }
      Duration at = duration(test, "eval_time", Duration.ZERO);
      Optional<YamlScalar> text = required(test, "expr");
      return text.flatMap(
          written ->
              expression(written)
                  .map(
                      expr ->
                          new UnitTest.ExpressionCase(
                              written.span(), at, written.value(), expr, expected)));
    }

    private Optional<Expr> expression(YamlScalar text) {
      List<Diagnostic> problems = Promql.problems(text.value(), LanguageProfile.ALL);
      for (Diagnostic problem : problems) {
        PositionRange place = problem.position();
        var written = new org.llmtutor.promql.source.SourceText(text.value());
        PositionRange trimmed = written.trim(place);
        int from = written.charIndex(trimmed.start());
        int to = written.charIndex(trimmed.end());
        report(text.spanOf(source, from, to), problem.message(), problem.remedy());
      }
      return problems.isEmpty()
          ? Optional.of(Promql.parse(text.value(), LanguageProfile.ALL))
          : Optional.empty();
    }

    private Optional<UnitTest.ExpectedSample> sample(YamlNode node) {
      YamlMapping sample = mapping(node, List.of("labels", "value", "histogram"));
      Labels[] labels = {Labels.EMPTY};
      boolean fine =
          text(sample, "labels")
              .filter(text -> !text.value().isBlank())
              .map(
                  text ->
                      readable(text, () -> labels[0] = SeriesNotation.parseMetric(text.value())))
              .orElse(true);
      double value = text(sample, "value").map(this::number).orElse(0.0);
      FloatHistogram histogram = text(sample, "histogram").map(this::histogram).orElse(null);
      return fine
          ? Optional.of(new UnitTest.ExpectedSample(sample.span(), labels[0], value, histogram))
          : Optional.empty();
    }

    private @Nullable FloatHistogram histogram(YamlScalar text) {
      SeriesDescription[] parsed = new SeriesDescription[1];
      if (!readable(text, () -> parsed[0] = SeriesNotation.parse("{} " + text.value()))) {
        return null;
      }
      FloatHistogram histogram =
          parsed[0].values().size() == 1 ? parsed[0].values().histogramAt(0) : null;
      if (histogram == null) {
        report(text.span(), Quoted.of(text.value()) + ": not one histogram", "write {{…}} once");
      }
      return histogram;
    }

    private double number(YamlScalar text) {
      String plain = text.value().replace("_", "").toLowerCase(Locale.ROOT);
      boolean negative = plain.startsWith("-");
      String size = negative || plain.startsWith("+") ? plain.substring(1) : plain;
      if (size.equals(".nan") || size.equals("nan")) {
        return Double.NaN;
      }
      if (size.equals(".inf") || size.equals("inf")) {
        return negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      try {
        return size.startsWith("0x") ? Long.decode(plain) : Double.parseDouble(plain);
      } catch (NumberFormatException e) {
        report(text.span(), Quoted.of(text.value()) + ": not a number", "write one, as in 0.5");
        return 0;
      }
    }

    private Instant start(YamlScalar text) {
      try {
        return OffsetDateTime.parse(text.value().replace(' ', 'T')).toInstant();
      } catch (DateTimeException notATime) {
        try {
          return Instant.ofEpochMilli(
              new BigDecimal(text.value()).movePointRight(3).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
          report(
              text.span(),
              Quoted.of(text.value()) + ": not a time",
              "write seconds since 1970, or a time such as 2026-01-31T09:00:00Z");
          return Instant.EPOCH;
        }
      }
    }

    private Duration duration(YamlMapping mapping, String key, Duration otherwise) {
      Duration[] read = {otherwise};
      text(mapping, key)
          .ifPresent(
              text ->
                  readable(text, () -> read[0] = PromDuration.parse(text.value()).toDuration()));
      return read[0];
    }

    private boolean truth(YamlMapping mapping, String key) {
      Optional<YamlScalar> text = text(mapping, key);
      String value = text.map(YamlScalar::value).orElse("false");
      if (!value.equals("true") && !value.equals("false")) {
        text.ifPresent(
            wrong -> report(wrong.span(), Quoted.of(value) + ": not true or false", "write one"));
      }
      return value.equals("true");
    }

    private YamlMapping mapping(YamlNode node, List<String> allowed) {
      if (!(node instanceof YamlMapping mapping)) {
        report(node.span(), node.kind() + " where a mapping is expected", "write key: value");
        return new YamlMapping(List.of(), node.span());
      }
      for (YamlEntry entry : mapping.entries()) {
        String key = entry.key().value();
        if (!allowed.contains(key)) {
          report(
              entry.key().span(),
              Quoted.of(key) + ": not a field here",
              DidYouMean.remedy(key, allowed, "fields are " + String.join(", ", allowed)));
        }
      }
      return mapping;
    }

    private Optional<YamlScalar> required(YamlMapping mapping, String key) {
      Optional<YamlScalar> text = text(mapping, key);
      if (text.isEmpty() || text.get().value().isBlank()) {
        report(mapping.span(), key + " is missing", "add " + key + ": here");
        return Optional.empty();
      }
      return text;
    }

    private Optional<YamlScalar> text(YamlMapping mapping, String key) {
      YamlNode node = mapping.get(key).orElse(null);
      if (node == null || (node instanceof YamlScalar nothing && nothing.isNull())) {
        return Optional.empty();
      }
      if (node instanceof YamlScalar text) {
        return Optional.of(text);
      }
      report(node.span(), key + ": " + node.kind() + " where a text is expected", "write one");
      return Optional.empty();
    }

    private List<YamlNode> items(YamlMapping mapping, String key) {
      YamlNode node = mapping.get(key).orElse(null);
      if (node == null || (node instanceof YamlScalar nothing && nothing.isNull())) {
        return List.of();
      }
      if (node instanceof YamlSequence list) {
        return list.items();
      }
      report(node.span(), key + ": " + node.kind() + " where a list is expected", "start with - ");
      return List.of();
    }

    private List<YamlScalar> texts(YamlMapping mapping, String key) {
      List<YamlScalar> texts = new ArrayList<>();
      for (YamlNode item : items(mapping, key)) {
        if (item instanceof YamlScalar text) {
          texts.add(text);
        } else {
          report(item.span(), item.kind() + " where a text is expected", "write one");
        }
      }
      return texts;
    }

    private Map<String, String> textMap(YamlMapping mapping, String key) {
      Map<String, String> texts = new HashMap<>();
      YamlNode node = mapping.get(key).orElse(null);
      if (node == null || (node instanceof YamlScalar nothing && nothing.isNull())) {
        return texts;
      }
      if (!(node instanceof YamlMapping map)) {
        report(node.span(), key + ": " + node.kind() + " where a mapping is expected", "write one");
        return texts;
      }
      for (YamlEntry entry : map.entries()) {
        if (entry.value() instanceof YamlScalar text) {
          texts.put(entry.key().value(), text.isNull() ? "" : text.value());
        } else {
          report(
              entry.value().span(),
              entry.value().kind() + " where a text is expected",
              "write one");
        }
      }
      return texts;
    }
  }
}
