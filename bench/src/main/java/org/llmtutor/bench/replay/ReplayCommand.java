package org.llmtutor.bench.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bench replay}: sends a trace of requests as learners' messages to a running service whose
 * offline provider replays, then compares the ledger and the metrics with a sum over the trace.
 * Exit code 0 when they agree, 1 when they differ or the service cannot be used, 2 for usage.
 */
@Command(
    name = "replay",
    description = {
      "Replays a trace of LLM requests and checks that ledger and metrics agree with it.",
      "The service must run with LLM_OFFLINE_REPLAY=true. Reads OPS_TOKEN, and METRICS_TOKEN if set."
    },
    sortOptions = false)
public final class ReplayCommand implements Callable<Integer> {

  private static final int MAX_REQUESTS = 1_000_000;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:MONITORCTL_URL:-http://127.0.0.1:8080}",
      description = "the service (default: $MONITORCTL_URL, or http://127.0.0.1:8080)")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "CSV of TIMESTAMP,ContextTokens,GeneratedTokens (default: a made one)")
  private @Nullable Path file;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "how many requests of the trace (default: ${DEFAULT-VALUE})")
  private int requests = 300;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description =
          "spread the trace over S seconds; 0 is as fast as the service answers (default: 0)")
  private int seconds = 0;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "requests under way at most (default: ${DEFAULT-VALUE})")
  private int concurrency = 8;

  /** For picocli. */
  public ReplayCommand() {}

  @Override
  public Integer call() throws IOException {
    requireRange("--requests", requests, 1, MAX_REQUESTS);
    requireRange("--seconds", seconds, 0, 86_400);
    requireRange("--concurrency", concurrency, 1, 256);
    String opsToken = opsToken();
    Trace trace = trace();
    Schedule schedule = schedule(trace);
    return replay(new TutorClient(url), opsToken, trace, schedule) ? 0 : 1;
  }

  private boolean replay(TutorClient client, String opsToken, Trace trace, Schedule schedule) {
    PrintWriter out = spec().commandLine().getOut();
    String scrapeToken = environment("METRICS_TOKEN");
    Cast cast = Cast.register(client, opsToken, schedule.learners());
    Books before = Books.read(client, opsToken, scrapeToken, null);
    Progress progress = new Progress(spec().commandLine().getErr());
    Load load = new Load(new Lesson(client, cast), concurrency, progress);
    long start = System.nanoTime();
    load.run(trace, schedule);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Books booked = Books.read(client, opsToken, scrapeToken, before.from()).since(before);
    ListPrice price = ListPrice.OFFLINE;
    Verdict verdict = Verdict.of(trace, price, load.chat().count("200"), booked);
    Summary summary = new Summary(out);
    summary.print(trace, price, schedule, load, took);
    summary.print(booked, verdict);
    return verdict.agrees();
  }

  private Trace trace() throws IOException {
    Path csv = file;
    if (csv == null) {
      return Trace.synthetic(requests);
    }
    if (!Files.isReadable(csv)) {
      throw usage("--trace: '" + csv + "' cannot be read; give a CSV file");
    }
    try (Reader reader = Files.newBufferedReader(csv)) {
      return Trace.parse(reader, requests);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(csv + ": " + e.getMessage(), e);
    }
  }

  private Schedule schedule(Trace trace) {
    try {
      return Schedule.spread(trace, Duration.ofSeconds(seconds));
    } catch (IllegalArgumentException e) {
      throw usage("--requests: " + e.getMessage());
    }
  }

  private String opsToken() {
    String token = environment("OPS_TOKEN");
    if (token.isEmpty()) {
      throw usage("OPS_TOKEN is not set; export the operator token of the service");
    }
    return token;
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value.strip();
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw usage("%s: %d is out of range; use %d to %d".formatted(option, value, least, most));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec().commandLine(), message);
  }

  private CommandSpec spec() {
    CommandSpec set = spec;
    if (set == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    return set;
  }
}
