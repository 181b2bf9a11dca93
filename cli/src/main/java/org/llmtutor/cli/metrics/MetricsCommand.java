package org.llmtutor.cli.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.exposition.ExpositionParser;
import org.llmtutor.cli.exposition.MetricsPage;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a page of metrics and lists what it offers; a page with bad lines ends with exit 3. */
@Command(
    name = "metrics",
    header = "List the metrics of a /metrics page.",
    description =
        "Reads the service's /metrics, another URL, a file, or standard input (-), in the Prometheus"
            + " text format or OpenMetrics. Bad lines are shown with their place.",
    footer = {
      "",
      "Examples:",
      "  monitorctl metrics",
      "  monitorctl metrics --top 10",
      "  monitorctl metrics --grep llm_ -o csv",
      "  curl -s http://127.0.0.1:8080/metrics | monitorctl metrics -",
      "",
      "Exit codes: 0 fine, 1 not reached, 2 usage, 3 bad lines."
    })
public final class MetricsCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    table,
    json,
    csv
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "URL|FILE|-",
      description = "What to read (default: /metrics of the service).")
  private @Nullable String source;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Only the N metrics with the most series, most first.")
  private @Nullable Integer top;

  @Option(
      names = "--grep",
      paramLabel = "TEXT",
      description = "Only metrics whose name or help contains the text.")
  private String grep = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  /** The command of one run. */
  public MetricsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (top != null && top < 1) {
      throw CliException.usage("--top " + top + ": not a number of metrics; use 1 or more");
    }
    return PageSource.read(session, source, spec.commandLine().getErr(), this::report);
  }

  private int report(InputStream in, String name, boolean openMetrics) {
    MetricsPage page;
    try {
      page = ExpositionParser.parse(in, openMetrics);
    } catch (IOException e) {
      throw CliException.failed(name + ": the page broke off while it was read; try again");
    }
    MetricsListing listing = new MetricsListing(page, grep, top == null ? 0 : top);
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case table -> out.print(listing.table(session.terminal()));
      case json -> out.println(listing.json());
      case csv -> out.print(listing.csv());
    }
    out.flush();
    spec.commandLine().getErr().print(listing.problems(name));
    return page.problems().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
