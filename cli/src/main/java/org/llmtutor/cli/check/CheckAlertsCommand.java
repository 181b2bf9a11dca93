package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.backtest.BacktestTable;
import org.llmtutor.cli.backtest.ServerReport;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.time.DurationText;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.query.CheckSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code monitorctl check-alerts PATH…}: reads rule files and reports every problem of all of them.
 *
 * <p>Exit codes: 0 fine, 1 a path is missing or cannot be read, 2 wrong usage, 3 problems found.
 */
@Command(
    name = "check-alerts",
    header = "Check Prometheus rule files.",
    description =
        "Checks YAML, fields, durations, names, labels, duplicates, templates and the syntax,"
            + " types and sense of expressions.",
    footer = {
      "",
      "Examples:",
      "  monitorctl check-alerts alerts",
      "  monitorctl check-alerts --fail-on warning alerts -o json",
      "  monitorctl check-alerts --explain rule/duration",
      "  monitorctl check-alerts --metrics http://127.0.0.1:8080/metrics alerts",
      "  monitorctl check-alerts -o sarif alerts > findings.sarif",
      "  monitorctl check-alerts --prometheus service --backtest 1d alerts",
      "  cat rules.yml | monitorctl check-alerts -",
      "",
      "Exit codes: 0 fine, or warnings alone, 1 a path is missing or cannot be read,",
      "or a server cannot be reached, 2 usage, 3 problems found."
    })
public final class CheckAlertsCommand implements Callable<Integer> {

  private static final Duration DEFAULT_PERIOD = Duration.ofDays(7);

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Files, patterns, directories (every .yml and .yaml below them), or - for standard"
              + " input (default: the directory alerts).")
  private List<String> paths = new ArrayList<>();

  @Mixin private CheckOptions options = new CheckOptions();

  @Option(
      names = "--scrape-interval",
      paramLabel = "DURATION",
      description = "How often targets are scraped (default: 15s, or as the settings say).")
  private @Nullable String scrapeInterval;

  @Option(
      names = "--prometheus",
      paramLabel = "URL",
      description =
          "Also check against a Prometheus server: what it has, keeps, and what would have fired;"
              + " 'service' for the service's own history.")
  private @Nullable String prometheus;

  @Option(
      names = "--backtest",
      paramLabel = "DURATION",
      description =
          "With --prometheus, how far back to evaluate the alerts, or 'off' (default: 7d).")
  private @Nullable String backtest;

  private final Session session;

  /** The command of one run. */
  public CheckAlertsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CommandLine line = spec().commandLine();
    return options
        .answer(RuleChecker::catalogue, line)
        .orElseGet(() -> check(CheckOptions.Console.of(line)));
  }

  /**
   * The same as with these paths and no option, without picocli, which would take more than half of
   * the time of a small check.
   */
  public int check(List<String> plainPaths, PrintWriter out, PrintWriter err, boolean colours) {
    paths = plainPaths;
    return check(new CheckOptions.Console("check-alerts", out, err, colours));
  }

  private int check(CheckOptions.Console console) {
    CheckSettings settings = settings();
    CheckSelection selection = options.selection(RuleChecker::catalogue, settings);
    FileFinder.Found found = FileFinder.RULES.findOrUsual(paths);
    EvidenceReader evidence =
        new EvidenceReader(options.metricsSource(), options.job(), prometheus, period());
    CheckRun run =
        new CheckRun(
            selection,
            settings,
            files -> evidence.read(session, console.err(), files),
            found.complaints());
    found.files().forEach(run::read);
    CheckOutcome outcome = run.outcome();
    return options.tell(outcome, RuleChecker::catalogue, console, appendix(outcome, settings));
  }

  private CheckSettings settings() {
    CheckSettings settings = options.settings();
    return scrapeInterval == null
        ? settings
        : settings.withScrapeInterval(DurationText.parse("--scrape-interval", scrapeInterval));
  }

  private @Nullable Duration period() {
    if (backtest == null) {
      return prometheus == null ? null : DEFAULT_PERIOD;
    } else if (prometheus == null) {
      throw CliException.usage("--backtest: needs a server; add --prometheus URL");
    }
    return backtest.equals("off") ? null : DurationText.parse("--backtest", backtest);
  }

  private String appendix(CheckOutcome outcome, CheckSettings settings) {
    ServerReport server = outcome.server();
    return server == null
        ? ""
        : "\n" + new BacktestTable(server, settings.flapsPerHour(), session.terminal()).text();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("run through picocli's CommandLine");
    }
    return spec;
  }
}
