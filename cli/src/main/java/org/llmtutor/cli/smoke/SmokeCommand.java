package org.llmtutor.cli.smoke;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.output.Progress;
import org.llmtutor.cli.time.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tries the main journey of a deployment, step by step. */
@Command(
    name = "smoke",
    header = "Try a deployment: health, metrics, access, one exercise, one chat.",
    description =
        "Registers a learner named 'Smoke test' and makes one LLM call, which is metered and"
            + " booked like any other. Steps that need a failed one are skipped.",
    footer = {
      "",
      "Examples:",
      "  monitorctl smoke --wait 60s",
      "  monitorctl smoke --url https://tutor.example -o junit --output-file smoke.xml",
      "",
      "Exit codes: 0 all passed, 1 a step failed, 2 usage."
    })
public final class SmokeCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    text,
    json,
    junit
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = "Wait so long for the service to come up.")
  private @Nullable String wait;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  @Option(
      names = "--output-file",
      paramLabel = "FILE",
      description = "Write the results to this file, and text to the terminal.")
  private @Nullable String outputFile;

  /** The command of one run. */
  public SmokeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Duration patience = wait == null ? Duration.ZERO : DurationText.parse("--wait", wait);
    if (outputFile != null) {
      requireWritable(session.environment().resolve(outputFile), outputFile);
    }
    PrintWriter out = spec.commandLine().getOut();
    Target service = session.scraped(spec.commandLine().getErr());
    String url = service.base().toString();
    boolean live = outputFile != null || format == Format.text;
    if (live) {
      out.println(SmokeReport.heading(url));
      out.flush();
    }
    Consumer<StepResult> listener =
        result -> {
          if (live) {
            out.println(SmokeReport.line(result, session.terminal()));
            out.flush();
          }
        };
    SmokeReport report = new SmokeReport(url, run(service, patience, listener).results());
    finish(report, live, out);
    return report.passed() ? ExitCode.OK : ExitCode.FAILED;
  }

  private SmokeRun run(Target service, Duration patience, Consumer<StepResult> listener) {
    PrintWriter err = spec.commandLine().getErr();
    Ticker ticker = session.environment().ticker();
    Deployment deployment = new Deployment(service, session.http(err), ticker);
    SmokeRun run = new SmokeRun(ticker, listener);
    run.step("health", () -> waitFor(deployment, service, patience, err));
    run.step("index", deployment::index, "health");
    run.step("access", deployment::refusals, "health");
    run.step("register", deployment::register, "health");
    run.step("exercise", deployment::exercise, "register");
    run.step("chat", deployment::chat, "register", "exercise");
    run.step("usage", deployment::usage, "chat");
    // Last: a labelled metric shows only once something was counted.
    run.step("metrics", deployment::metrics, "health");
    return run;
  }

  @SuppressWarnings("try")
  private String waitFor(
      Deployment deployment, Target service, Duration patience, PrintWriter err) {
    if (patience.isZero()) {
      return deployment.health(patience);
    }
    String what = "waiting for " + service.base() + " to come up";
    try (Progress progress = Progress.start(session.terminal(), err, what)) {
      return deployment.health(patience);
    }
  }

  private void finish(SmokeReport report, boolean live, PrintWriter out) {
    String document =
        switch (format) {
          case text -> report.text(session.terminal().withoutColor());
          case json -> report.json();
          case junit -> report.junit();
        };
    if (live) {
      out.println(report.summary());
    } else {
      out.print(document);
    }
    if (outputFile != null) {
      write(outputFile, document);
    }
  }

  /** Asked before the run: a report that cannot be kept is no reason to pay for a call. */
  private static void requireWritable(Path path, String file) {
    Path directory = path.toAbsolutePath().getParent();
    boolean fits = Files.exists(path) ? Files.isRegularFile(path) : directory != null;
    if (!fits || !Files.isWritable(Files.exists(path) ? path : directory)) {
      throw cannotWrite(file);
    }
  }

  private void write(String file, String document) {
    try {
      Files.writeString(session.environment().resolve(file), document);
    } catch (IOException e) {
      throw cannotWrite(file);
    }
  }

  private static CliException cannotWrite(String file) {
    return CliException.failed(file + ": cannot be written; check the path and its permissions");
  }
}
