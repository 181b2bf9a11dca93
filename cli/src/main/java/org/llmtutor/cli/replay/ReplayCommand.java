package org.llmtutor.cli.replay;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.output.Progress;
import org.llmtutor.cli.time.DurationText;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code monitorctl replay TRACE.csv}: drives a running service with a request trace. */
@Command(
    name = "replay",
    header = "Drive a service with a request trace, and compare its books with it.",
    description = {
      "Registers learners, sends each request of the trace as one message to the tutor, every third"
          + " as a stream, and compares what was sent, what the replies acknowledge and what the"
          + " ledger has booked for these learners.",
      "",
      "A service started with LLM_OFFLINE_REPLAY=true uses the tokens that the trace asks for and"
          + " calls nobody. Any other is left alone after its first answer, unless --real is given."
    },
    footer = {
      "",
      "A trace is a CSV file with the columns TIMESTAMP,ContextTokens,GeneratedTokens.",
      "",
      "Examples:",
      "  monitorctl replay trace.csv",
      "  monitorctl replay trace.csv --speed 60 --learners 200",
      "  monitorctl replay --requests 300 --within 1m --with-exercises",
      "",
      "Exit codes: 0 all agree, 1 the service or the trace could not be used, 2 usage,",
      "3 what was sent, acknowledged and booked differs."
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final int MAX_REQUESTS = 10_000_000;
  private static final int DEFAULT_MADE = 300;
  private static final int DEFAULT_LEARNERS = 100;
  private static final int LEAST_LEARNERS = 10;

  /** Below the 60 messages that a service takes from a learner a minute by default. */
  private static final int PLANNED_PER_MINUTE = 50;

  private static final String REPLAYING = "offline-replay";

  /** How fast; at most one of them. */
  static final class Speed {

    @Option(
        names = "--speed",
        paramLabel = "N",
        description = "With the trace's rhythm, N times as fast; 1 is as recorded.")
    private @Nullable Double speed;

    @Option(names = "--rate", paramLabel = "N", description = "Evenly, N requests a second.")
    private @Nullable Double rate;

    @Option(
        names = "--within",
        paramLabel = "DURATION",
        description = "With the trace's rhythm, all of it within this time.")
    private @Nullable String within;
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "TRACE",
      arity = "0..1",
      description = "The trace; without it one is made, the same each time.")
  private @Nullable String file;

  @Option(
      names = "--requests",
      paramLabel = "N",
      description = "Only the first N requests (default: all; of a made trace 300).")
  private @Nullable Integer requests;

  @ArgGroup(
      exclusive = true,
      heading = "%nHow fast (default: as the service answers):%n",
      order = 10)
  private Speed speed = new Speed();

  @Option(
      names = "--learners",
      paramLabel = "N",
      description = "Who send in turn (default: as many as the pace needs, or 100).")
  private @Nullable Integer learners;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Requests under way at most (default: ${DEFAULT-VALUE}).")
  private int concurrency = 8;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description =
          "Send a request that gets no reply again so often, with the same key"
              + " (default: ${DEFAULT-VALUE}).")
  private int repeats = 5;

  @Option(
      names = "--patience",
      paramLabel = "DURATION",
      description = "Keep a request that is told to come later so long (default: 5m).")
  private String patience = "5m";

  @Option(
      names = "--with-exercises",
      description = "Also submit and complete exercises, and make a few mistakes.")
  private boolean withExercises;

  @Option(
      names = "--with-metrics",
      description = "Nobody else uses the service: compare its counters too.")
  private boolean withMetrics;

  @Option(
      names = "--real",
      description = "Go on although the service's answers use other tokens, and may cost money.")
  private boolean real;

  /** Forms of output. */
  enum Format {
    text,
    json
  }

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  /** The command of one run. */
  public ReplayCommand(Session session) {
    this.session = session;
  }

  @Override
  @SuppressWarnings("try")
  public Integer call() {
    requireRange("--concurrency", concurrency, 1, 256);
    requireRange("--repeats", repeats, 0, 1_000);
    Duration wait = DurationText.parse("--patience", patience);
    Trace trace = trace();
    Pace pace = pace(trace);
    int many = learners == null ? needed(pace) : learners;
    requireRange("--learners", many, 1, 100_000);
    PrintWriter err = spec.commandLine().getErr();
    Target scraped = withMetrics ? session.scraped(err) : null;
    Service service = new Service(session.service(err), session.http(err));
    ReplayReport report;
    try (Progress progress = Progress.start(session.terminal(), err, "asking the service")) {
      report = replay(service, scraped, trace, pace, many, wait, progress);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.json) {
      out.println(report.json());
    } else {
      out.print(report.text());
    }
    return report.verdict().agrees() ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private ReplayReport replay(
      Service service,
      @Nullable Target scraped,
      Trace trace,
      Pace pace,
      int many,
      Duration wait,
      Progress progress) {
    Ticker ticker = session.environment().ticker();
    Books before = Books.read(service, null, scraped);
    Cast cast = Cast.register(service, many, ticker, progress);
    String run = UUID.randomUUID().toString();
    Lesson lesson = new Lesson(service, cast, ticker, run, repeats, wait);
    Load load = new Load(lesson, ticker, concurrency, withExercises);
    long start = ticker.nanos();
    Answer first = load.first(trace);
    boolean replayed = first.model().equals(REPLAYING);
    requireMeant(first, replayed);
    Tally tally = load.rest(trace, pace, progress);
    Duration took = Duration.ofNanos(ticker.nanos() - start);
    Books booked = Books.read(service, before.from(), scraped).since(before);
    Verdict verdict = Verdict.of(trace, replayed, tally.acknowledged(), booked);
    return new ReplayReport(trace, many, first.model(), tally, took, booked, verdict);
  }

  private void requireMeant(Answer first, boolean replayed) {
    if (!first.isAcknowledged()) {
      throw CliException.failed(
          "the first request was not answered ("
              + first.outcome()
              + "); see 'monitorctl health' and the service's log");
    }
    if (!replayed && !real) {
      throw CliException.failed(
          "the service answers with the model '"
              + first.model()
              + "', which does not replay; start it with LLM_OFFLINE_REPLAY=true, or pass --real"
              + " to go on, which may cost money");
    }
  }

  private Trace trace() {
    int limit = requests == null ? MAX_REQUESTS : requests;
    requireRange("--requests", limit, 1, MAX_REQUESTS);
    String name = file;
    if (name == null) {
      return Trace.synthetic(requests == null ? DEFAULT_MADE : requests);
    }
    Path path = session.environment().resolve(name);
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      return Trace.parse(name, reader, limit);
    } catch (MalformedInputException e) {
      throw CliException.failed("'" + name + "': not UTF-8; is it a CSV file?");
    } catch (IOException e) {
      throw CliException.failed("'" + name + "': cannot be read; give a CSV file");
    }
  }

  private Pace pace(Trace trace) {
    if (speed.speed != null) {
      return Pace.times(trace, positive("--speed", speed.speed));
    } else if (speed.rate != null) {
      return Pace.rate(trace, positive("--rate", speed.rate));
    } else if (speed.within != null) {
      return Pace.within(trace, DurationText.parse("--within", speed.within));
    }
    return Pace.unbounded(trace);
  }

  private int needed(Pace pace) {
    boolean unbounded = pace.due().get(pace.due().size() - 1).isZero();
    int all = (pace.busiestMinute() + PLANNED_PER_MINUTE - 1) / PLANNED_PER_MINUTE;
    int enough = Math.max(LEAST_LEARNERS, all);
    return unbounded ? Math.min(DEFAULT_LEARNERS, enough) : enough;
  }

  private static double positive(String option, double value) {
    if (!(value > 0) || value > 1e6) {
      throw CliException.usage(option + ": " + value + " is out of range; use more than 0");
    }
    return value;
  }

  private static void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw CliException.usage(
          "%s: %d is out of range; use %d to %d".formatted(option, value, least, most));
    }
  }
}
