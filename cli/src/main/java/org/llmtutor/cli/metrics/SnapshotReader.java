package org.llmtutor.cli.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.exposition.ExpositionParser;
import org.llmtutor.cli.exposition.ExpositionProblem;
import org.llmtutor.cli.exposition.MetricsPage;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.rules.metrics.MetricsSnapshot;

/** Reads a page of metrics as what a server that scrapes it would have. */
public final class SnapshotReader {

  private SnapshotReader() {}

  /**
   * Reads {@code source}, which is {@code service}, an address, a file, or {@code -}, into {@code
   * builder}.
   *
   * @throws CliException when it cannot be reached, read, or is no page of metrics
   */
  public static void read(
      Session session, String source, MetricsSnapshot.Builder builder, PrintWriter err) {
    String from = source.equals(Session.SERVICE) ? null : source;
    String unused =
        PageSource.read(session, from, err, (in, name, open) -> parse(in, name, open, builder));
  }

  private static String parse(
      InputStream in, String name, boolean openMetrics, MetricsSnapshot.Builder builder) {
    MetricsPage page;
    try {
      page = ExpositionParser.parse(in, openMetrics, builder::sample);
    } catch (IOException e) {
      throw CliException.failed(name + ": the page broke off while it was read; try again");
    }
    if (!page.problems().isEmpty()) {
      ExpositionProblem first = page.problems().get(0);
      throw CliException.failed(
          name
              + ":"
              + first.line()
              + ":"
              + first.column()
              + ": "
              + first.message()
              + "; monitorctl metrics shows all that is wrong with the page");
    }
    if (page.families().isEmpty()) {
      throw CliException.failed(name + ": has no metrics; check what it is");
    }
    page.families().forEach(family -> builder.type(family.name(), family.type()));
    page.families().stream()
        .filter(family -> !family.ending().isEmpty())
        .forEach(family -> builder.type(family.name() + family.ending(), family.type()));
    return name;
  }
}
