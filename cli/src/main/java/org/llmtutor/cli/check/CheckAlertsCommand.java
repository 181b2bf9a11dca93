package org.llmtutor.cli.check;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
    description = {
      "Checks Prometheus rule files: YAML, fields, durations, names, labels, duplicates,"
          + " templates.%n",
      "Expressions are checked for presence only, not for syntax or sense."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no problems (or only warnings)",
      "1:a path is missing or cannot be read",
      "2:wrong usage",
      "3:problems found"
    })
public final class CheckAlertsCommand implements Callable<Integer> {

  /** How the result is written. */
  enum Format {
    TEXT,
    JSON
  }

  private static final Path DEFAULT_DIRECTORY = Path.of("alerts");

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Files, directories (searched for *.yml and *.yaml), or - for standard input."
              + " Default: the directory alerts, when there is one.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      description = "text (default) or json.")
  private Format output = Format.TEXT;

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

  @Option(names = "--disable", paramLabel = "ID", split = ",", description = "Leave these out.")
  private List<String> disable = new ArrayList<>();

  @Option(
      names = "--min-severity",
      paramLabel = "LEVEL",
      converter = SeverityConverter.class,
      description = "Show problems from this level on: info (default), warning or error.")
  private Severity minSeverity = Severity.INFO;

  @Option(
      names = "--fail-on",
      paramLabel = "LEVEL",
      converter = SeverityConverter.class,
      description = "Exit 3 from this level on: info, warning or error (default).")
  private Severity failOn = Severity.ERROR;

  @Override
  public Integer call() {
    if (list) {
      return list();
    }
    if (explain != null) {
      return explain(explain);
    }
    CheckSelection selection = selection();
    RuleFileFinder.Found found = RuleFileFinder.find(pathsOrDefault());
    CheckRun run = new CheckRun(selection);
    found.files().forEach(run::read);
    List<String> unreadable = new ArrayList<>(found.complaints());
    CheckOutcome outcome = run.outcome();
    unreadable.addAll(outcome.complaints());
    unreadable.forEach(complaint -> spec().commandLine().getErr().println(complaint));
    write(outcome);
    if (!unreadable.isEmpty()) {
      return 1;
    }
    return outcome.problems().stream().anyMatch(p -> p.severity().compareTo(failOn) >= 0) ? 3 : 0;
  }

  private void write(CheckOutcome outcome) {
    PrintWriter out = spec().commandLine().getOut();
    if (output == Format.JSON) {
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
    throw usage("no paths, and no directory alerts here; name a file or a directory of rules");
  }

  private CheckSelection selection() {
    try {
      return CheckSelection.of(only, disable);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
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
    String page = RuleChecker.page(id).orElseThrow(() -> usage(unknownCheck(id)));
    PrintWriter out = spec().commandLine().getOut();
    out.print(page);
    out.flush();
    return 0;
  }

  private static String unknownCheck(String id) {
    List<String> known = RuleChecker.catalogue().stream().map(CheckInfo::id).toList();
    return "'"
        + id
        + "': no such check; "
        + DidYouMean.nearest(id, known)
            .map(near -> "did you mean '" + near + "'?")
            .orElse("--list shows them");
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("run through picocli's CommandLine");
    }
    return spec;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  /** Takes the lower-case names of formats. */
  static final class FormatConverter implements ITypeConverter<Format> {
    @Override
    public Format convert(String value) {
      return switch (value) {
        case "text" -> Format.TEXT;
        case "json" -> Format.JSON;
        default -> throw new TypeConversionException("'" + value + "': use text or json");
      };
    }
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
      throw new TypeConversionException("'" + value + "': use info, warning or error");
    }
  }
}
