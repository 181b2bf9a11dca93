package org.llmtutor.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.rules.dashboard.DashboardChecker;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code monitorctl check-dashboards PATH…}: reads Grafana dashboards and reports every problem.
 *
 * <p>Exit codes: 0 fine, 1 a path is missing or cannot be read, 2 wrong usage, 3 problems found.
 */
@Command(
    name = "check-dashboards",
    header = "Check Grafana dashboards.",
    description =
        "Checks their shape, ids and places, units, datasources and variables, and the syntax,"
            + " types and windows of their queries; with --metrics whether what they show exists.",
    footer = {
      "",
      "Examples:",
      "  monitorctl check-dashboards grafana-dashboards",
      "  monitorctl check-dashboards --metrics service --fail-on warning",
      "  monitorctl check-dashboards --explain dashboard/rate-interval",
      "  curl -s $GRAFANA/api/dashboards/uid/tutor | monitorctl check-dashboards -",
      "",
      "Exit codes: 0 fine, or warnings alone, 1 a path is missing or cannot be read,",
      "2 usage, 3 problems found."
    })
public final class CheckDashboardsCommand implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Files, patterns, directories (every .json below them), or - for standard input"
              + " (default: the directory grafana-dashboards).")
  private List<String> paths = new ArrayList<>();

  @Mixin private CheckOptions options = new CheckOptions();

  @Option(
      names = "--rules",
      paramLabel = "PATH",
      split = ",",
      description =
          "With --metrics, the rule files that record series (default: the directory alerts, if it"
              + " is here).")
  private List<String> rules = new ArrayList<>();

  private final Session session;

  /** The command of one run. */
  public CheckDashboardsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return options.answer(DashboardChecker::catalogue, spec().commandLine()).orElseGet(this::check);
  }

  private int check() {
    CommandLine line = spec().commandLine();
    CheckSelection selection = options.selection(DashboardChecker::catalogue, options.settings());
    FileFinder.Found found = FileFinder.DASHBOARDS.findOrUsual(paths);
    EvidenceReader evidence =
        new EvidenceReader(options.metricsSource(), options.job(), null, null);
    MetricsSnapshot page = evidence.read(session, line.getErr(), List.of()).metrics();
    DashboardRun run = new DashboardRun(selection, found.complaints());
    if (page != null) {
      boolean any = !rules.isEmpty() || FileFinder.RULES.hasUsual();
      run.against(page, any ? FileFinder.RULES.findOrUsual(rules) : FileFinder.Found.NOTHING);
    }
    found.files().forEach(run::read);
    return options.tell(
        run.outcome(), DashboardChecker::catalogue, CheckOptions.Console.of(line), "");
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("run through picocli's CommandLine");
    }
    return spec;
  }
}
