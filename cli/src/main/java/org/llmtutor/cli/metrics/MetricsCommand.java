package org.llmtutor.cli.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.exposition.ExpositionParser;
import org.llmtutor.cli.exposition.MetricsPage;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
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

  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";

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
    String from = source;
    if (from == null || from.startsWith("http://") || from.startsWith("https://")) {
      return fromUrl(from);
    }
    return from.equals("-") ? report(session.environment().stdin(), "-", false) : fromFile(from);
  }

  private int fromUrl(@Nullable String url) {
    PrintWriter err = spec.commandLine().getErr();
    Target target = url == null ? session.scraped(err) : session.page(url);
    String path = url == null ? "/metrics" : "";
    HttpRequest request =
        new HttpRequest(
            "GET", target.at(path), target.authorization(), Map.of("Accept", ACCEPT), null);
    try (HttpReply reply = session.http(err).send(request)) {
      if (!reply.isSuccess()) {
        throw reply.refused();
      } else if (reply.contentType().startsWith("text/html")) {
        throw CliException.failed(
            request.shown() + ": answered with a web page instead of metrics; check the URL");
      }
      boolean openMetrics = reply.contentType().startsWith("application/openmetrics-text");
      return report(reply.body(), request.shown(), openMetrics);
    }
  }

  private int fromFile(String file) {
    Path path = session.environment().resolve(file);
    if (Files.isDirectory(path)) {
      throw CliException.failed(file + ": is a directory; name a file in it");
    } else if (!Files.exists(path)) {
      throw CliException.failed(
          file + ": no such file; check the path (an address begins with http:// or https://)");
    }
    try (InputStream in = Files.newInputStream(path)) {
      return report(in, file, false);
    } catch (IOException e) {
      throw CliException.failed(file + ": cannot be read; check the path and its permissions");
    }
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
