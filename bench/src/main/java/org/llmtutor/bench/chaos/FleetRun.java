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
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Several instances on one database, many messages at once with a budget for a part of them, one
 * instance killed among them. One run.
 */
final class FleetRun {

  private static final int NANO_DIGITS = 9;
  private static final int LEARNERS = 100;
  private static final String NO_BUDGET = "1000";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final Duration LEASES =
      Setup.DEADLINE.plus(Setup.MARGIN).plus(Setup.SWEEP.multipliedBy(10));

  private final Options options;
  private final PrintWriter out;
  private final Client client = new Client();
  private final Trigger trigger = new Trigger();

  /**
   * What to do.
   *
   * @param database an empty database that all instances use
   * @param instances how many
   * @param messages sent at once
   * @param holds of how many messages the budget takes at one time
   */
  record Options(
      Path jar,
      Path directory,
      String database,
      long seed,
      int instances,
      int messages,
      int holds) {}

  FleetRun(Options options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /** Prints what happened; true when every promise was kept. */
  boolean run() throws IOException, InterruptedException, SQLException {
    try (Provider provider = new Provider(trigger)) {
      long hold = probe(provider);
      BigDecimal budget = BigDecimal.valueOf(hold * options.holds(), NANO_DIGITS);
      line(
          "%d instances, %,d messages at once, each held at $%s, budget $%s, seed %d",
          options.instances(),
          options.messages(),
          BigDecimal.valueOf(hold, NANO_DIGITS).toPlainString(),
          budget.toPlainString(),
          options.seed());
      List<Instance> fleet = new ArrayList<>();
      try {
        for (int i = 0; i < options.instances(); i++) {
          fleet.add(instance("instance-" + i, provider, budget.toPlainString()));
        }
        return run(fleet, provider, hold);
      } finally {
        fleet.forEach(Instance::close);
      }
    }
  }

  private Instance instance(String name, Provider provider, String budget) throws IOException {
    Setup setup = new Setup(options.database(), provider.url(), budget, Setup.SHIPPED_WRITES);
    return new Instance(name, options.jar(), options.directory(), setup);
  }

  /** Makes the schema and the archive of classes, and tells what one message is held at. */
  private long probe(Provider provider) throws IOException, InterruptedException, SQLException {
    try (Instance first = instance("probe", provider, NO_BUDGET)) {
      first.start();
      URI service = Objects.requireNonNull(first.url());
      Lesson lesson = Lesson.number("probe" + options.seed(), 0, 1);
      client.ask(service, client.register(service, "Probe"), lesson, 1, false);
      first.stop();
    }
    try (LedgerTables tables = new LedgerTables(options.database())) {
      return tables.number("SELECT MAX(held_nanos) FROM llm_call");
    }
  }

  private boolean run(List<Instance> fleet, Provider provider, long hold)
      throws IOException, InterruptedException, SQLException {
    for (Instance instance : fleet) {
      instance.start();
    }
    URI first = Objects.requireNonNull(fleet.get(0).url());
    List<String> tokens =
        IntStream.range(0, LEARNERS).mapToObj(i -> client.register(first, "Learner " + i)).toList();
    Rush rush = new Rush(client, tokens, () -> up(fleet));
    List<BudgetWatch.Sample> samples;
    try (BudgetWatch watch = new BudgetWatch(options.database())) {
      watch.start();
      Thread killer = killer(fleet.get(fleet.size() - 1), provider);
      rush.run(Long.toString(options.seed()).replace("-", "m"), options.messages(), PATIENCE);
      killer.join();
      awaitLateWrites(fleet);
      Thread.sleep(LEASES.toMillis());
      samples = watch.stop();
    }
    JsonNode report = client.get(first, "/api/ops/costs", Setup.OPS_TOKEN);
    BigDecimal exposure = new BigDecimal(report.at("/total/unknown_usd").asText("0"));
    for (Instance instance : fleet) {
      instance.stop();
    }
    return audit(fleet, provider, rush, samples, hold, exposure);
  }

  /** Bookings that a busy database did not take in time wait in the instances. */
  private void awaitLateWrites(List<Instance> fleet) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0
        && up(fleet).stream().anyMatch(one -> client.metric(one, "llm_ledger_late_writes") > 0)) {
      Thread.sleep(Setup.SWEEP.toMillis());
    }
  }

  private static List<URI> up(List<Instance> fleet) {
    return fleet.stream().map(Instance::url).filter(Objects::nonNull).toList();
  }

  /** Kills an instance when the provider has got some of the calls. */
  private Thread killer(Instance victim, Provider provider) {
    int calls = provider.journal().size() + 10 + new Random(options.seed()).nextInt(100);
    Thread thread =
        new Thread(
            () -> {
              try {
                while (provider.journal().size() < calls) {
                  Thread.sleep(1);
                }
                victim.kill();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "killer");
    thread.start();
    return thread;
  }

  private boolean audit(
      List<Instance> fleet,
      Provider provider,
      Rush rush,
      List<BudgetWatch.Sample> samples,
      long hold,
      BigDecimal exposure)
      throws SQLException {
    try (LedgerTables tables = new LedgerTables(options.database())) {
      Audit audit = new Audit(tables.calls(), provider.journal());
      audit.budget(hold * options.holds(), hold, samples, rush.refusals());
      audit.acknowledged(rush.acknowledged());
      audit.nothingTwice();
      audit.nothingLost();
      audit.rollup(tables.rollup());
      audit.windows(tables.windows());
      audit.leases(
          fleet.stream().flatMap(one -> one.lives().stream()).map(Instance.Life::up).toList());
      audit.exposure(exposure);
      audit.none(
          "%,d messages, each answered or refused in the end".formatted(options.messages()),
          rush.unanswered());
      List<Instant> kills = fleet.stream().flatMap(one -> one.kills().stream()).toList();
      line("requests that the kill broke off, by how far they had come:");
      audit.struck(rush.broken(), kills).forEach((place, n) -> line("  %-32s %d", place, n));
      audit.checks().forEach(this::line);
      return audit.checks().stream().allMatch(Audit.Check::kept);
    }
  }

  private void line(Audit.Check check) {
    line("%s %s", check.kept() ? "kept  " : "BROKEN", check.what());
    check.shown().forEach(difference -> line("         %s", difference));
  }

  private void line(String format, Object... values) {
    out.printf(Locale.ROOT, format + "%n", values);
    out.flush();
  }
}
