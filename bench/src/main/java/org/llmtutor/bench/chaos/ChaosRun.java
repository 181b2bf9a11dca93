package org.llmtutor.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Kills one service on the embedded database again and again, then audits it. One run. */
final class ChaosRun {

  private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration LAST_LESSONS = Duration.ofSeconds(1);
  private static final Duration DRAIN = Duration.ofMinutes(2);
  private static final Duration LEASES =
      Setup.DEADLINE.plus(Setup.MARGIN).plus(Setup.SWEEP.multipliedBy(4));

  private final Options options;
  private final PrintWriter out;
  private final Client client = new Client();
  private final Trigger trigger = new Trigger();
  private final Instant begun = Instant.now();

  /**
   * What to do.
   *
   * @param jar the service
   * @param directory for everything the service writes
   * @param kills how many
   * @param seed of the moments of the kills
   * @param learners who send messages, one at a time each
   * @param replays how many times keys that have their reply are sent again in the end
   */
  record Options(Path jar, Path directory, int kills, long seed, int learners, long replays) {}

  ChaosRun(Options options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /** Prints what happened; true when every promise was kept. */
  boolean run() throws IOException, InterruptedException, SQLException {
    String database = "jdbc:sqlite:" + options.directory().resolve("tutor.db");
    try (Provider provider = new Provider(trigger)) {
      Setup setup = new Setup(database, provider.url(), "1000", Setup.QUICK_WRITES);
      try (Instance instance = new Instance("service", options.jar(), options.directory(), setup)) {
        return run(instance, provider, database);
      }
    }
  }

  private boolean run(Instance instance, Provider provider, String database)
      throws IOException, InterruptedException, SQLException {
    line(
        "%d kills, seed %d, %d learners, %s",
        options.kills(), options.seed(), options.learners(), database);
    instance.start();
    instance.stop(); // Writes the archive of classes that makes the other starts quick.
    instance.start();
    Classroom classroom = classroom(instance);
    classroom.start(options.learners());
    kill(instance, classroom);
    Thread.sleep(LAST_LESSONS.toMillis());
    boolean drained = classroom.drain(DRAIN);
    Thread.sleep(LEASES.toMillis());
    List<String> replays = replays(instance, classroom, provider);
    BigDecimal exposure = exposure(up(instance));
    instance.stop();
    try (LedgerTables tables = new LedgerTables(database)) {
      Audit audit = new Audit(tables.calls(), provider.journal());
      audit.acknowledged(classroom.acknowledged());
      audit.nothingTwice();
      audit.nothingLost();
      audit.rollup(tables.rollup());
      audit.windows(tables.windows());
      audit.leases(instance.lives().stream().map(Instance.Life::up).toList());
      audit.exposure(exposure);
      audit.none(
          "%,d replays of %,d keys, each answered with its first reply, none called again"
              .formatted(Math.max(options.replays(), classroom.replies()), classroom.replies()),
          replays);
      List<String> unanswered = new ArrayList<>(classroom.unexpected());
      if (!drained) {
        unanswered.add("messages are without a reply after " + DRAIN.toSeconds() + " s of retries");
      }
      audit.none("%,d messages, each answered in the end".formatted(classroom.sent()), unanswered);
      String integrity = tables.integrity();
      audit.none(
          "the database file is whole",
          integrity.equals("ok") ? List.of() : List.of("integrity_check says " + integrity));
      report(instance, classroom, audit);
      return audit.checks().stream().allMatch(Audit.Check::kept);
    }
  }

  private Classroom classroom(Instance instance) {
    URI service = up(instance);
    List<String> tokens =
        IntStream.range(0, options.learners())
            .mapToObj(i -> client.register(service, "Learner " + i))
            .toList();
    String run = Long.toString(options.seed()).replace("-", "m");
    return new Classroom(run, client, trigger, tokens, () -> listOf(instance.url()));
  }

  private static List<URI> listOf(@Nullable URI url) {
    return url == null ? List.of() : List.of(url);
  }

  private static URI up(Instance instance) {
    URI url = instance.url();
    if (url == null) {
      throw new IllegalStateException("the service is down");
    }
    return url;
  }

  private void kill(Instance instance, Classroom classroom)
      throws IOException, InterruptedException {
    List<Moment.Kill> plan = Moment.plan(options.kills(), new Random(options.seed()));
    for (int i = 0; i < plan.size(); i++) {
      Moment.Kill kill = plan.get(i);
      awaitReplies(classroom, kill.replies());
      trigger.await(kill, instance::kill, KILL_PATIENCE);
      instance.awaitEnd();
      instance.start();
      Duration took = instance.lives().get(instance.lives().size() - 1).took();
      line(
          "kill %d of %d (%s): up again after %.1f s, %,d replies so far",
          i + 1,
          plan.size(),
          kill.moment().name().toLowerCase(Locale.ROOT),
          took.toMillis() / 1e3,
          classroom.replies());
    }
  }

  /** A service that has just started is slow; so is a busy machine. */
  private static void awaitReplies(Classroom classroom, int wanted) throws InterruptedException {
    int enough = classroom.replies() + wanted;
    long end = System.nanoTime() + WARM_UP.toNanos();
    while (classroom.replies() < enough && System.nanoTime() - end < 0) {
      Thread.sleep(1);
    }
  }

  /** Sends keys again; tells what is not the first reply. */
  private List<String> replays(Instance instance, Classroom classroom, Provider provider)
      throws InterruptedException {
    int before = provider.journal().size();
    List<Lesson> lessons =
        IntStream.range(0, classroom.sent()).mapToObj(classroom::lesson).toList();
    Replays replays =
        new Replays(client, up(instance), classroom.tokens(), lessons, classroom.acknowledged());
    List<String> found = new ArrayList<>(replays.run(options.replays(), options.learners()));
    int calls = provider.journal().size() - before;
    if (calls > 0) {
      found.add("the provider was called " + calls + " times");
    }
    return found;
  }

  private BigDecimal exposure(URI service) {
    JsonNode report = client.get(service, "/api/ops/costs", Setup.OPS_TOKEN);
    return new BigDecimal(report.at("/total/unknown_usd").asText("0"));
  }

  private void report(Instance instance, Classroom classroom, Audit audit) {
    line("");
    line(
        "took %d s, %d starts",
        Duration.between(begun, Instant.now()).toSeconds(), instance.lives().size());
    line("refused and asked again, by status: %s", classroom.refusals());
    line("requests that a kill broke off, by how far they had come:");
    audit
        .struck(classroom.broken(), instance.kills())
        .forEach((place, n) -> line("  %-32s %d", place, n));
    for (Audit.Check check : audit.checks()) {
      line("%s %s", check.kept() ? "kept  " : "BROKEN", check.what());
      check.shown().forEach(difference -> line("         %s", difference));
    }
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
