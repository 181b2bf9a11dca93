package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.rules.check.CheckPages;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.CheckSettings;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What the commands that check files have in common: which checks, and how to tell. */
final class CheckOptions {

  /** How the result is written. */
  enum Format {
    text,
    json,
    sarif,
    junit,
    github
  }

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
      description =
          "Run only these checks; promql stands for promql/…. Whether a file can be read is always"
              + " checked.")
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
      names = "--settings",
      paramLabel = "FILE",
      description = "What the project asks (default: .monitorctl.yml, if it is here).")
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

  /** Answers {@code --list} and {@code --explain}; empty when files are to be checked. */
  Optional<Integer> answer(Supplier<List<CheckInfo>> catalogue, CommandLine line) {
    if (list) {
      list(catalogue.get(), line.getOut());
    } else if (explain != null) {
      explain(explain, catalogue.get(), line.getOut());
    }
    line.getOut().flush();
    return list || explain != null ? Optional.of(ExitCode.OK) : Optional.empty();
  }

  /** What the project asks. */
  CheckSettings settings() {
    return SettingsFile.read(settingsFile);
  }

  /** The checks to run. */
  CheckSelection selection(Supplier<List<CheckInfo>> catalogue, CheckSettings settings) {
    return CheckSelection.of(catalogue, only, disable, settings.disable());
  }

  /** Where the page of metrics is; null without {@code --metrics}. */
  @Nullable String metricsSource() {
    return metrics;
  }

  /** The job that scrapes the page. */
  String job() {
    return job;
  }

  /**
   * Where a command writes.
   *
   * @param command its name
   * @param colours whether what goes to {@code out} may be coloured
   */
  record Console(String command, PrintWriter out, PrintWriter err, boolean colours) {

    static Console of(CommandLine line) {
      boolean colours = line.getColorScheme().ansi().enabled();
      return new Console(line.getCommandName(), line.getOut(), line.getErr(), colours);
    }
  }

  /**
   * Writes what was found and gives the exit code.
   *
   * @param appendix what people are told besides
   */
  int tell(
      CheckOutcome outcome, Supplier<List<CheckInfo>> catalogue, Console console, String appendix) {
    PrintWriter err = console.err();
    outcome.complaints().forEach(complaint -> err.println("monitorctl: " + complaint));
    err.flush();
    PrintWriter out = console.out();
    switch (output) {
      case text -> {
        CheckText.write(outcome, minSeverity, console.colours(), out);
        out.print(appendix);
      }
      case json -> CheckJson.write(outcome, minSeverity, out);
      case sarif -> Sarif.write(outcome, minSeverity, catalogue.get(), out);
      case junit -> CheckJUnit.write(console.command(), outcome, failOn, out);
      case github -> GitHubAnnotations.write(outcome, minSeverity, out);
    }
    out.flush();
    if (!outcome.complaints().isEmpty()) {
      return ExitCode.FAILED;
    }
    boolean failed = outcome.problems().stream().anyMatch(p -> p.severity().compareTo(failOn) >= 0);
    return failed ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private static void list(List<CheckInfo> checks, PrintWriter out) {
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
  }

  private static void explain(String id, List<CheckInfo> checks, PrintWriter out) {
    List<String> known = checks.stream().map(CheckInfo::id).toList();
    if (!known.contains(id)) {
      String remedy = DidYouMean.remedy(id, known, "--list shows them");
      throw CliException.usage("'" + id + "': no such check; " + remedy);
    }
    out.print(CheckPages.read(id));
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
