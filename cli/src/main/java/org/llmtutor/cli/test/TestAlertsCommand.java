package org.llmtutor.cli.test;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.files.FileStamps;
import org.llmtutor.rules.test.UnitTestRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code monitorctl test-alerts PATH…}: runs unit tests of rules in promtool's format.
 *
 * <p>Exit codes: 0 all passed, 1 a path is missing, 2 wrong usage, 3 tests failed, files have
 * problems, or too little is covered.
 */
@Command(
    name = "test-alerts",
    header = "Run unit tests of alerts and recording rules.",
    description =
        "Runs test files in promtool's format, without a server: loads their series, evaluates"
            + " the rules over time, compares alerts and results.",
    footer = {
      "",
      "Examples:",
      "  monitorctl test-alerts alerts/tests",
      "  monitorctl test-alerts --run 'night|weekend' alerts/tests/http.yml",
      "  monitorctl test-alerts --min-coverage 90 -o junit alerts/tests > report.xml",
      "  monitorctl test-alerts --watch",
      "",
      "Exit codes: 0 all passed, 1 a path is missing, 2 usage, 3 tests failed,",
      "files have problems, or coverage is too low."
    })
public final class TestAlertsCommand implements Callable<Integer> {

  /** How the result is written. */
  enum Format {
    text,
    json,
    junit
  }

  private static final List<Path> DEFAULTS = List.of(Path.of("alerts", "tests"), Path.of("alerts"));
  private static final long POLL_MILLIS = 300;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "Test files, patterns, or directories (every test file below them; default:"
              + " alerts/tests).")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format output = Format.text;

  @Option(
      names = "--run",
      paramLabel = "REGEX",
      description = "Run only tests whose name has a match; may be given several times.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--subset",
      description =
          "Compare only the labels and annotations that a test names; the alerts must still be"
              + " the same ones.")
  private boolean subset;

  @Option(
      names = "--one-interval",
      description =
          "Evaluate all groups every evaluation_interval, as promtool does, and not at their own"
              + " intervals.")
  private boolean oneInterval;

  @Option(names = "--coverage", description = "List what no test reaches.")
  private boolean coverage;

  @Option(
      names = "--min-coverage",
      paramLabel = "PERCENT",
      description = "Exit 3 when tests reach less of the rules' branches.")
  private @Nullable Double minCoverage;

  @Option(names = "--watch", description = "Run again whenever a file changes, until interrupted.")
  private boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    if (minCoverage != null && !(minCoverage >= 0 && minCoverage <= 100)) {
      throw CliException.usage("--min-coverage " + minCoverage + ": not from 0 to 100; change it");
    }
    TestSelection selection = TestSelection.of(names);
    List<String> wanted = pathsOrDefault();
    while (true) {
      TestOutcome outcome =
          new TestRun(selection, new UnitTestRunner.Options(subset, !oneInterval)).run(wanted);
      int code = write(outcome);
      if (!watch) {
        return code;
      }
      waitForChange(outcome);
    }
  }

  private void waitForChange(TestOutcome outcome) throws InterruptedException {
    PrintWriter err = spec().commandLine().getErr();
    err.println("watching " + outcome.touched().size() + " files; interrupt to end");
    err.flush();
    FileStamps stamps = FileStamps.of(outcome.touched());
    do {
      Thread.sleep(POLL_MILLIS);
    } while (!stamps.changed());
  }

  private int write(TestOutcome outcome) {
    PrintWriter err = spec().commandLine().getErr();
    outcome.complaints().forEach(complaint -> err.println("monitorctl: " + complaint));
    PrintWriter out = spec().commandLine().getOut();
    switch (output) {
      case json -> out.print(TestReports.json(outcome));
      case junit -> out.print(TestReports.junit(outcome));
      case text -> {
        boolean colours = spec().commandLine().getColorScheme().ansi().enabled();
        TestText.write(outcome, coverage || minCoverage != null, colours, out);
      }
    }
    out.flush();
    int code = code(outcome, err);
    err.flush();
    return code;
  }

  private int code(TestOutcome outcome, PrintWriter err) {
    if (!outcome.complaints().isEmpty()) {
      return ExitCode.FAILED;
    }
    if (outcome.failed() > 0 || !outcome.problems().isEmpty()) {
      return ExitCode.PROBLEMS;
    }
    if (outcome.results().isEmpty()) {
      err.println("monitorctl: no test was run; check the paths and --run");
      return ExitCode.FAILED;
    }
    if (minCoverage != null && outcome.percent() < minCoverage) {
      err.println(
          String.format(
              Locale.ROOT,
              "monitorctl: coverage is %.1f %%, less than %s %%; test what is not reached",
              Math.floor(outcome.percent() * 10) / 10,
              minCoverage));
      return ExitCode.PROBLEMS;
    }
    return ExitCode.OK;
  }

  private List<String> pathsOrDefault() {
    if (!paths.isEmpty()) {
      return paths;
    }
    return DEFAULTS.stream()
        .filter(Files::isDirectory)
        .findFirst()
        .map(path -> List.of(path.toString()))
        .orElseThrow(
            () ->
                CliException.usage(
                    "no paths, and no directory alerts/tests here; name a file of tests"));
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("run through picocli's CommandLine");
    }
    return spec;
  }
}
