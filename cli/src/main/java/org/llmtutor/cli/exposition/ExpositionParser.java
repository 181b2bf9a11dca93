package org.llmtutor.cli.exposition;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.exposition.LineScanner.BadLine;

/**
 * Reads a page of metrics line by line, in the Prometheus text format 0.0.4 or in OpenMetrics 1.0.
 * A bad line is noted with its place and the next one is read; memory grows with the number of
 * metrics, not with the number of samples.
 *
 * <pre>{@code
 * MetricsPage page = ExpositionParser.parse(in, false);
 * }</pre>
 */
public final class ExpositionParser {

  /** Problems that are kept; the others are counted. */
  public static final int MAX_PROBLEMS = 20;

  private static final int LONGEST_LINE = 1 << 20;
  private static final Set<String> TYPES =
      Set.of(
          "counter",
          "gauge",
          "histogram",
          "summary",
          "untyped",
          "unknown",
          "info",
          "stateset",
          "gaugehistogram");
  private static final String[] SUFFIXES = {
    "_bucket", "_sum", "_count", "_total", "_created", "_info", "_gsum", "_gcount"
  };

  private final Map<String, MetricFamily> families = new LinkedHashMap<>();
  private final List<ExpositionProblem> problems = new ArrayList<>();
  private int omitted;
  private int lineNumber;
  private boolean ended;
  private @Nullable MetricFamily last;
  private String lastSample = "";

  private final SampleSink sink;

  private ExpositionParser(SampleSink sink) {
    this.sink = sink;
  }

  /**
   * Reads a page to its end.
   *
   * @param openMetrics whether the page was declared to be OpenMetrics, which must end with {@code
   *     # EOF}
   * @throws IOException when reading fails
   */
  public static MetricsPage parse(InputStream in, boolean openMetrics) throws IOException {
    return parse(in, openMetrics, (name, labels, value) -> {});
  }

  /** As above; {@code sink} gets each sample. */
  public static MetricsPage parse(InputStream in, boolean openMetrics, SampleSink sink)
      throws IOException {
    ExpositionParser parser = new ExpositionParser(sink);
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      parser.lineNumber++;
      parser.line(line);
    }
    if (openMetrics && !parser.ended) {
      parser.note(1, "the page breaks off: OpenMetrics ends with '# EOF'", "");
    }
    return new MetricsPage(
        new ArrayList<>(parser.families.values()),
        parser.problems,
        parser.omitted,
        openMetrics || parser.ended);
  }

  private void line(String line) {
    LineScanner scanner = new LineScanner(line);
    try {
      if (ended) {
        throw scanner.bad("text after '# EOF'");
      } else if (line.length() > LONGEST_LINE) {
        throw scanner.bad("the line is longer than 1 MiB");
      }
      scanner.skipBlanks();
      if (scanner.atEnd()) {
        return;
      }
      if (scanner.take('#')) {
        comment(scanner);
      } else {
        sample(scanner);
      }
    } catch (BadLine e) {
      note(e.column(), String.valueOf(e.getMessage()), line);
    }
  }

  private void note(int column, String message, String line) {
    if (problems.size() < MAX_PROBLEMS) {
      problems.add(new ExpositionProblem(lineNumber, column, message, line));
    } else {
      omitted++;
    }
  }

  private void comment(LineScanner scanner) throws BadLine {
    scanner.skipBlanks();
    if (scanner.atEnd()) {
      return;
    }
    switch (scanner.word("a keyword")) {
      case "EOF" -> ended = true;
      case "HELP" -> help(scanner);
      case "TYPE" -> type(scanner);
      case "UNIT" -> declared(scanner).unit(text(scanner));
      default -> {
        // Any other comment is free text.
      }
    }
  }

  private MetricFamily declared(LineScanner scanner) throws BadLine {
    scanner.skipBlanks();
    String name = scanner.peek() == '"' ? scanner.quoted() : scanner.name(true);
    return families.computeIfAbsent(name, MetricFamily::new);
  }

  private static String text(LineScanner scanner) {
    scanner.skipBlanks();
    return scanner.rest();
  }

  private void help(LineScanner scanner) throws BadLine {
    MetricFamily family = declared(scanner);
    if (family.hasHelp()) {
      throw scanner.bad("a second HELP for " + family.name());
    }
    family.help(text(scanner).replace("\\n", " ").replace("\\\\", "\\"));
  }

  private void type(LineScanner scanner) throws BadLine {
    MetricFamily family = declared(scanner);
    if (family.hasType()) {
      throw scanner.bad("a second TYPE for " + family.name());
    } else if (family.series() > 0) {
      throw scanner.bad("TYPE after the first sample of " + family.name());
    }
    scanner.skipBlanks();
    LineScanner.BadLine unknown =
        scanner.bad(
            "unknown type; known: counter, gauge, histogram,"
                + " summary, untyped and OpenMetrics' own");
    String type = text(scanner).strip();
    if (!TYPES.contains(type)) {
      throw unknown;
    }
    family.type(type);
  }

  private void sample(LineScanner scanner) throws BadLine {
    String name = scanner.peek() == '{' ? "" : scanner.name(true);
    scanner.skipBlanks();
    Map<String, String> labels = new LinkedHashMap<>();
    if (scanner.peek() == '{') {
      String quotedName = labels(scanner, name.isEmpty(), labels);
      name = name.isEmpty() ? quotedName : name;
    }
    scanner.skipBlanks();
    double value = scanner.number("a value");
    scanner.skipBlanks();
    if (!scanner.atEnd() && scanner.peek() != '#') {
      scanner.number("a timestamp");
      scanner.skipBlanks();
    }
    if (scanner.take('#')) {
      exemplar(scanner);
    } else if (!scanner.atEnd()) {
      throw scanner.bad("text after the timestamp");
    }
    family(name).count();
    sink.sample(name, labels, value);
  }

  private static void exemplar(LineScanner scanner) throws BadLine {
    scanner.skipBlanks();
    if (scanner.peek() != '{') {
      throw scanner.bad("an exemplar begins with '{'");
    }
    labels(scanner, false, new LinkedHashMap<>());
    scanner.skipBlanks();
    scanner.number("the exemplar's value");
    scanner.skipBlanks();
    if (!scanner.atEnd()) {
      scanner.number("the exemplar's timestamp");
    }
  }

  /** Reads the labels; gives the metric's name when it stands among them in quotes. */
  private static String labels(LineScanner scanner, boolean named, Map<String, String> labels)
      throws BadLine {
    scanner.expect('{', "before the labels");
    String metric = "";
    scanner.skipBlanks();
    while (!scanner.take('}')) {
      LineScanner.BadLine twice = scanner.bad("the label is there twice");
      String label = scanner.peek() == '"' ? scanner.quoted() : scanner.name(false);
      scanner.skipBlanks();
      if (named && metric.isEmpty() && scanner.peek() != '=') {
        metric = label;
      } else if (labels.containsKey(label)) {
        throw twice;
      } else {
        scanner.expect('=', "after the label name");
        scanner.skipBlanks();
        labels.put(label, scanner.quoted());
      }
      scanner.skipBlanks();
      if (scanner.peek() != '}') {
        scanner.expect(',', "between labels");
        scanner.skipBlanks();
      }
    }
    if (named && metric.isEmpty()) {
      throw scanner.bad("the metric's name is missing");
    }
    return metric;
  }

  private MetricFamily family(String sample) {
    MetricFamily previous = last;
    if (previous != null && sample.equals(lastSample)) {
      return previous;
    }
    MetricFamily found = families.get(sample);
    for (String suffix : SUFFIXES) {
      if (found == null && sample.endsWith(suffix)) {
        MetricFamily base = families.get(sample.substring(0, sample.length() - suffix.length()));
        found = base != null && base.owns(sample) ? base : null;
      }
    }
    found = found == null ? families.computeIfAbsent(sample, MetricFamily::new) : found;
    last = found;
    lastSample = sample;
    return found;
  }
}
