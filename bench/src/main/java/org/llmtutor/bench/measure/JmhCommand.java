package org.llmtutor.bench.measure;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code bench jmh}: runs the benchmarks, then prints each promise with its figure. A promise that
 * is missed is shown as such and does not fail the command: one run on a shared machine proves
 * little. Exit code 0 when all benchmarks ran, 1 when one failed, 2 for usage.
 */
@Command(
    name = "jmh",
    description = "Runs the benchmarks and prints what was promised beside what was measured.",
    sortOptions = false)
public final class JmhCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "PATTERN",
      description = "regular expression of benchmark names (default: all)")
  private String pattern = ".*";

  @Option(names = "--quick", description = "rough figures in less than two minutes")
  private boolean quick;

  @Option(
      names = "--docs",
      paramLabel = "FILE",
      description = "write the table of queries between the marks in this document")
  private @Nullable Path document;

  /** For picocli. */
  public JmhCommand() {}

  @Override
  public Integer call() throws RunnerException, IOException {
    // Without it two checkouts on one machine could not run at all; figures are ratios anyway.
    System.setProperty("jmh.ignoreLock", "true");
    ChainedOptionsBuilder options =
        new OptionsBuilder().include(pattern).shouldFailOnError(true).jvmArgsAppend("-Xmx1g");
    if (quick) {
      hurry(options);
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    PrintWriter out = spec.commandLine().getOut();
    Figures figures = Figures.of(results);
    out.println();
    figures.print(out);
    out.println();
    Promises.print(figures, out);
    Path target = document;
    if (target != null && QueryTable.complete(figures)) {
      QueryTable.write(figures, target);
      out.println("written: " + target);
    }
    out.flush();
    return 0;
  }

  private static void hurry(ChainedOptionsBuilder options) {
    options
        .exclude("Latency")
        .forks(1)
        .warmupIterations(1)
        .warmupTime(new TimeValue(1, TimeUnit.SECONDS))
        .measurementIterations(3)
        .measurementTime(new TimeValue(500, TimeUnit.MILLISECONDS));
  }
}
