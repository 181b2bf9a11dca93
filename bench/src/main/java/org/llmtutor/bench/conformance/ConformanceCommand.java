package org.llmtutor.bench.conformance;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.script.Outcome;
import org.llmtutor.promql.script.Outcome.Status;
import org.llmtutor.promql.script.ScriptException;
import org.llmtutor.promql.script.ScriptReport;
import org.llmtutor.promql.script.ScriptRunner;
import org.llmtutor.promql.types.LanguageProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench conformance}: runs every {@code *.test} script of a directory. Exit code 0 when none
 * failed, 1 when one did or a file is no script, 2 when there is none.
 */
@Command(
    name = "conformance",
    description = "Runs the *.test scripts of a directory against the PromQL engine.",
    sortOptions = false)
public final class ConformanceCommand implements Callable<Integer> {

  /** Which part of the language is asked for. */
  enum Profile {
    /** What needs no feature flag. */
    stable,
    /** Everything. */
    all
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "where the scripts are")
  private @Nullable Path directory;

  @Option(
      names = "--profile",
      defaultValue = "all",
      description = "${COMPLETION-CANDIDATES}; queries beyond it are skipped (default: all)")
  private Profile profile = Profile.all;

  @Option(
      names = "--names-at-once",
      description = "remove metric names at each function, not when the query ends")
  private boolean namesAtOnce;

  private int passed;
  private int failed;
  private int skipped;

  /** For picocli. */
  public ConformanceCommand() {}

  @Override
  public Integer call() throws IOException {
    Path from = directory;
    if (from == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    PrintWriter out = spec.commandLine().getOut();
    List<Path> scripts = scripts(from);
    if (scripts.isEmpty()) {
      spec.commandLine().getErr().println("bench: " + from + ": no *.test file; name a directory");
      return ExitCode.USAGE;
    }
    out.printf(Locale.ROOT, "%-36s %7s %7s %7s%n", "script", "passed", "failed", "skipped");
    ScriptRunner runner = runner();
    List<String> notes = new ArrayList<>();
    for (Path script : scripts) {
      run(runner, script, notes, out);
    }
    row(out, "all", passed, failed, skipped);
    notes.forEach(out::println);
    out.flush();
    return failed == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static List<Path> scripts(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    }
  }

  private ScriptRunner runner() {
    Engine engine = new Engine(EngineOptions.DEFAULTS.withDelayedNameRemoval(!namesAtOnce));
    return new ScriptRunner(
        engine, profile == Profile.stable ? LanguageProfile.STABLE : LanguageProfile.ALL);
  }

  private void run(ScriptRunner runner, Path script, List<String> notes, PrintWriter out)
      throws IOException {
    String name = String.valueOf(script.getFileName());
    ScriptReport report;
    try {
      report = runner.run(Files.readString(script));
    } catch (ScriptException broken) {
      failed++;
      notes.add(System.lineSeparator() + name + ": not a script: " + broken.getMessage());
      row(out, name, 0, 1, 0);
      return;
    }
    passed += report.count(Status.PASSED);
    failed += report.count(Status.FAILED);
    skipped += report.count(Status.SKIPPED);
    row(
        out,
        name,
        report.count(Status.PASSED),
        report.count(Status.FAILED),
        report.count(Status.SKIPPED));
    report.with(Status.FAILED).forEach(outcome -> notes.add(note(name, outcome)));
    report.with(Status.SKIPPED).forEach(outcome -> notes.add(note(name, outcome)));
  }

  private static void row(PrintWriter out, String name, int passed, int failed, int skipped) {
    out.printf(Locale.ROOT, "%-36s %7d %7d %7d%n", name, passed, failed, skipped);
  }

  private static String note(String script, Outcome outcome) {
    return String.format(
        Locale.ROOT,
        "%n%s:%d %s: %s%n  %s",
        script,
        outcome.line(),
        outcome.status().name().toLowerCase(Locale.ROOT),
        outcome.command(),
        outcome.reason());
  }
}
