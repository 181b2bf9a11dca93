package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.metrics.SnapshotReader;
import org.llmtutor.cli.time.DurationText;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.CheckSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

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
      "  cat rules.yml | monitorctl check-alerts -",
      "",
      "Exit codes: 0 fine, or warnings alone, 1 a path is missing or cannot be read,",
      "2 usage, 3 problems found."
    })
public final class CheckAlertsCommand implements Callable<Integer> {

  /** How the result is written. */
  enum Format {
    text,
    json
  }

  private static final Path DEFAULT_DIRECTORY = Path.of("alerts");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Files, patterns, directories (every .yml and .yaml below them), or - for standard"
              + " input (default: the directory alerts).")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format output = Format.text;

  @Option(names = "--list", description = "List the checks and exit.")
  private boolean list;

  @Option(names = "--explain", paramLabel = "ID", description = "Explain one check and exit.")
  private @Nullable String explain;

  @Option(
      names = "--only",
      paramLabel = "ID",
      split = ",",
      description = "Run only these checks; alert stands for alert/…. The YAML checks always run.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--disable",
      paramLabel = "ID",
      split = ",",
      description = "Leave these checks out.")
  private List<String> disable = new ArrayList<>();

  @Option(
      names = "--min-severity",
      paramLabel = "LEVEL",
      converter = SeverityConverter.class,
      description = "Show problems from this level on: info, warning or error (default: info).")
  private Severity minSeverity = Severity.INFO;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      converter = SeverityConverter.class,
      description = "Exit 3 from this level on: info, warning or error (default: error).")
  private Severity failOn = Severity.ERROR;

  @Option(
      names = "--scrape-interval",
      paramLabel = "DURATION",
      description = "How often targets are scraped (default: 15s, or as the settings say).")
  private @Nullable String scrapeInterval;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "What the project asks of its rules (default: .monitorctl.yml, if it is here).")
  private @Nullable Path settingsFile;

  @Option(
      names = "--metrics",
      paramLabel = "URL|FILE",
      description =
          "Also check against a page of metrics: an address, a file, or 'service' for the"
              + " service's own.")
  private @Nullable String metrics;

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description = "With --metrics, the job that is scraped (default: ${DEFAULT-VALUE}).")
  private String job = "tutor";

  private final Session session;

  /** The command of one run. */
  public CheckAlertsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (list) {
      return list();
    }
    if (explain != null) {
      return explain(explain);
    }
    CheckSettings settings = settings();
    List<String> disabled = new ArrayList<>(settings.disable());
    disabled.addAll(disable);
    CheckSelection selection = CheckSelection.of(only, disabled);
    RuleFileFinder.Found found = RuleFileFinder.find(pathsOrDefault());
    MetricsSnapshot page =
        metrics == null
            ? null
            : SnapshotReader.read(session, metrics, job, spec().commandLine().getErr());
    CheckRun run = new CheckRun(selection, settings, page, found.complaints());
    found.files().forEach(run::read);
    CheckOutcome outcome = run.outcome();
    PrintWriter err = spec().commandLine().getErr();
    outcome.complaints().forEach(complaint -> err.println("monitorctl: " + complaint));
    err.flush();
    write(outcome);
    if (!outcome.complaints().isEmpty()) {
      return ExitCode.FAILED;
    }
    boolean failed = outcome.problems().stream().anyMatch(p -> p.severity().compareTo(failOn) >= 0);
    return failed ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private CheckSettings settings() {
    CheckSettings settings = SettingsFile.read(settingsFile);
    return scrapeInterval == null
        ? settings
        : settings.withScrapeInterval(DurationText.parse("--scrape-interval", scrapeInterval));
  }

  private void write(CheckOutcome outcome) {
    PrintWriter out = spec().commandLine().getOut();
    if (output == Format.json) {
      CheckJson.write(outcome, minSeverity, out);
    } else {
      boolean colours = spec().commandLine().getColorScheme().ansi().enabled();
      CheckText.write(outcome, minSeverity, colours, out);
    }
    out.flush();
  }

  private List<String> pathsOrDefault() {
    if (!paths.isEmpty()) {
      return paths;
    }
    if (Files.isDirectory(DEFAULT_DIRECTORY)) {
      return List.of(DEFAULT_DIRECTORY.toString());
    }
    throw CliException.usage(
        "no paths, and no directory alerts here; name a file or a directory of rules");
  }

  private Integer list() {
    List<CheckInfo> checks = RuleChecker.catalogue();
    PrintWriter out = spec().commandLine().getOut();
    int width = checks.stream().mapToInt(check -> check.id().length()).max().orElse(0);
    for (CheckInfo check : checks) {
      String padding = " ".repeat(width - check.id().length());
      out.println(
          String.format(
              Locale.ROOT,
              "%s%s  %-7s  %s",
              check.id(),
              padding,
              check.severity(),
              check.summary()));
    }
    out.flush();
    return 0;
  }

  private Integer explain(String id) {
    String page = RuleChecker.page(id).orElseThrow(() -> unknownCheck(id));
    PrintWriter out = spec().commandLine().getOut();
    out.print(page);
    out.flush();
    return 0;
  }

  private static CliException unknownCheck(String id) {
    List<String> known = RuleChecker.catalogue().stream().map(CheckInfo::id).toList();
    String remedy = DidYouMean.remedy(id, known, "--list shows them");
    return CliException.usage("'" + id + "': no such check; " + remedy);
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("run through picocli's CommandLine");
    }
    return spec;
  }

  /** Takes the lower-case names of severities. */
  static final class SeverityConverter implements ITypeConverter<Severity> {
    @Override
    public Severity convert(String value) {
      for (Severity severity : Severity.values()) {
        if (severity.toString().equals(value)) {
          return severity;
        }
      }
      throw new TypeConversionException("'" + value + "': unknown; use info, warning or error");
    }
  }
}
