package org.llmtutor.cli.query;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Terminal;
import org.llmtutor.cli.time.DurationText;
import org.llmtutor.cli.time.InstantText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates a PromQL expression at one time or over a range. */
@Command(
    name = "query",
    header = "Evaluate a PromQL expression.",
    description =
        "Asks a Prometheus HTTP API: --prometheus, else MONITORCTL_PROMETHEUS or PROMETHEUS_URL,"
            + " else the context's, else the service's own. With --since or --from it evaluates"
            + " over a range. Times without a zone are UTC.",
    footer = {
      "",
      "Examples:",
      "  monitorctl query 'sum by (model) (llm_cost_usd_total)'",
      "  monitorctl query 'rate(http_requests_total[5m])' --since 1h -o chart",
      "  monitorctl query up --from 2026-01-31 --to 2026-02-01 --step 5m -o csv",
      "  monitorctl query up --prometheus http://127.0.0.1:9090"
    })
public final class QueryCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    table,
    json,
    csv,
    chart
  }

  private static final int MAX_POINTS = 11_000;
  private static final int USUAL_POINTS = 250;

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1", paramLabel = "EXPR", description = "The expression.")
  private String expression = "";

  @Option(names = "--prometheus", paramLabel = "URL", description = "The server to ask.")
  private @Nullable String prometheus;

  @Option(names = "--time", paramLabel = "TIME", description = "Evaluate at this time.")
  private @Nullable String time;

  @Option(names = "--since", paramLabel = "DURATION", description = "A range that ends now.")
  private @Nullable String since;

  @Option(names = "--from", paramLabel = "TIME", description = "Begin of the range.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "End of the range (default: now).")
  private @Nullable String to;

  @Option(names = "--step", paramLabel = "DURATION", description = "Distance of points.")
  private @Nullable String step;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Option(names = "--ascii", description = "Draw charts with ASCII characters alone.")
  private boolean ascii;

  /** The command of one run. */
  public QueryCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Instant now = session.environment().clock().instant();
    QueryRange range = range(now);
    PrintWriter err = spec.commandLine().getErr();
    PrometheusApi api = new PrometheusApi(session.prometheus(prometheus, err), session.http(err));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", expression);
    QueryResult result;
    if (range == null) {
      if (time != null) {
        parameters.put("time", InstantText.seconds(InstantText.parse(time, now)));
      }
      result = api.instant(parameters);
    } else {
      parameters.put("start", InstantText.seconds(range.from()));
      parameters.put("end", InstantText.seconds(range.to()));
      parameters.put("step", DurationText.seconds(range.step()));
      result = api.range(parameters);
    }
    result.warnings().forEach(w -> err.println("warning: " + PlainText.of(w)));
    result.infos().forEach(i -> err.println("info: " + PlainText.of(i)));
    print(result, range);
    return ExitCode.OK;
  }

  private void print(QueryResult result, @Nullable QueryRange range) {
    PrintWriter out = spec.commandLine().getOut();
    Terminal terminal = ascii ? session.terminal().withoutUnicode() : session.terminal();
    QueryPrinter printer = new QueryPrinter(result, terminal);
    switch (format) {
      case json -> out.println(printer.json());
      case csv -> out.print(printer.csv());
      case table -> out.print(printer.table());
      case chart -> out.print(printer.chart(range));
    }
  }

  private @Nullable QueryRange range(Instant now) {
    if (since == null && from == null) {
      if (to != null || step != null || format == Format.chart) {
        throw CliException.usage(
            (to != null ? "--to" : step != null ? "--step" : "-o chart")
                + ": needs a range; add --since 1h, or --from");
      }
      return null;
    } else if (time != null) {
      throw CliException.usage("--time: is for one point in time; leave out the range or --time");
    } else if (since != null && (from != null || to != null)) {
      throw CliException.usage("--since: ends now; use it without --from and --to");
    }
    Instant end = to == null ? now : InstantText.parse(to, now);
    Instant start =
        since != null
            ? now.minus(DurationText.parse("--since", since))
            : InstantText.parse(String.valueOf(from), now);
    return checked(start, end);
  }

  private QueryRange checked(Instant start, Instant end) {
    if (!start.isBefore(end)) {
      throw CliException.usage("--from " + start + ": not before " + end + "; swap them");
    }
    Duration length = Duration.between(start, end);
    Duration distance =
        step == null ? InstantText.step(length, USUAL_POINTS) : DurationText.parse("--step", step);
    if (length.dividedBy(distance) > MAX_POINTS) {
      throw CliException.usage(
          "--step "
              + DurationText.format(distance)
              + ": gives more than 11,000 points; use "
              + DurationText.format(InstantText.step(length, MAX_POINTS / 2))
              + " or more");
    }
    return new QueryRange(start, end, distance);
  }
}
