package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.alerting.Notification.Announcement;
import org.llmtutor.service.cost.TestCosts;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.telemetry.Metrics;

class DailySummaryTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalTime EIGHT = LocalTime.of(8, 0);

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock("2026-03-11T06:59:59Z");
  private final LinkedBlockingQueue<Announcement> heard = new LinkedBlockingQueue<>();
  private final List<Sender> senders = new ArrayList<>();
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = new TestDatabase(directory);
    book("2026-03-10", "learner-1", "gpt-4o", 30, "12.00");
    book("2026-03-10", "learner-2", "gpt-4o-mini", 70, "0.5");
    book("2026-03-09", "learner-1", "gpt-4o", 10, "10.00");
  }

  @AfterEach
  void close() throws InterruptedException {
    for (Sender sender : senders) {
      sender.stop();
    }
    database.close();
  }

  @Test
  void tellsYesterdaysCostAtTheTimeOfTheZone() throws Exception {
    DailySummary summary = summary(EIGHT, BERLIN, heard::add);
    summary.run();
    assertThat(heard).isEmpty();
    clock.advance(Duration.ofSeconds(1));
    summary.run();
    Announcement told = next();
    assertThat(told.title()).isEqualTo("LLM cost on 2026-03-10: $12.50");
    assertThat(told.lines())
        .containsExactly(
            "100 calls; the day before $10.00 (+25 %), the same day a week before $0.00",
            "By model: openai/gpt-4o $12.00 (30 calls), openai/gpt-4o-mini $0.5000 (70 calls)",
            "Dearest learners: %s $12.00, %s $0.5000"
                .formatted(Learner.pseudonym("learner-1"), Learner.pseudonym("learner-2")),
            "No call with an unknown cost.");
    assertThat(told.alert().labels().get("day")).isEqualTo("2026-03-10");
  }

  @Test
  void severalInstancesTellItOnce() throws Exception {
    clock.set("2026-03-11T09:00:00Z");
    List<DailySummary> instances = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      instances.add(summary(EIGHT, BERLIN, heard::add));
    }
    List<Thread> threads = instances.stream().map(Thread::new).toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    next();
    awaitSent();
    clock.advance(Duration.ofHours(1));
    instances.forEach(DailySummary::run);
    summary(EIGHT, BERLIN, heard::add).run();
    assertThat(heard).isEmpty();
  }

  @Test
  void eachDayHasItsOwn() throws Exception {
    clock.set("2026-03-11T09:00:00Z");
    DailySummary summary = summary(EIGHT, BERLIN, heard::add);
    summary.run();
    next();
    awaitSent();
    clock.set("2026-03-12T07:00:00Z");
    summary.run();
    assertThat(next().title()).isEqualTo("LLM cost on 2026-03-11: $0.00");
  }

  @Test
  void whatFailedIsToldWhenTheLeaseEnds() throws Exception {
    clock.set("2026-03-11T09:00:00Z");
    CountDownLatch failed = new CountDownLatch(1);
    int[] calls = {0};
    DailySummary summary =
        summary(
            EIGHT,
            BERLIN,
            announcement -> {
              if (calls[0]++ == 0) {
                failed.countDown();
                throw new IllegalStateException("refused for the test");
              }
              heard.add(announcement);
            });
    summary.run();
    assertThat(failed.await(30, TimeUnit.SECONDS)).isTrue();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (heard.isEmpty() && System.nanoTime() < end) {
      clock.advance(Duration.ofMinutes(3));
      summary.run();
    }
    next();
  }

  @Test
  void anInstanceThatDiedWhileItSentIsFollowedByAnother() throws Exception {
    clock.set("2026-03-11T09:00:00Z");
    CountDownLatch never = new CountDownLatch(1);
    DailySummary dies = summary(EIGHT, BERLIN, announcement -> await(never));
    DailySummary lives = summary(EIGHT, BERLIN, heard::add);
    dies.run();
    clock.advance(Duration.ofMinutes(1));
    lives.run();
    assertThat(heard).isEmpty();
    clock.advance(Duration.ofMinutes(1));
    lives.run();
    next();
    never.countDown();
  }

  @Test
  void aLeaseIsRenewedWhileTheInstanceLives() {
    clock.set("2026-03-11T09:00:00Z");
    CountDownLatch later = new CountDownLatch(1);
    DailySummary slow = summary(EIGHT, BERLIN, announcement -> await(later));
    DailySummary other = summary(EIGHT, BERLIN, heard::add);
    for (int i = 0; i < 10; i++) {
      slow.run();
      other.run();
      clock.advance(Duration.ofSeconds(90));
    }
    assertThat(heard).isEmpty();
    later.countDown();
  }

  @Test
  void anInstallationWithoutAPastHasNothingToTell() {
    clock.set("2026-03-09T09:00:00Z");
    summary(EIGHT, BERLIN, heard::add).run();
    assertThat(waitingClaims()).isZero();
  }

  /** 29 March 2026 has no 02:30 in Berlin; 25 October 2026 has two. */
  @ParameterizedTest
  @CsvSource({
    "2026-03-29T00:59:59Z, 2026-03-29T01:30:00Z",
    "2026-10-25T00:29:59Z, 2026-10-25T00:30:00Z"
  })
  void aTimeThatAClockChangeSkipsOrRepeatsIsDueOnce(String before, String due) throws Exception {
    DailySummary summary = summary(LocalTime.of(2, 30), BERLIN, heard::add);
    clock.set(before);
    summary.run();
    assertThat(waitingClaims()).isZero();
    clock.set(due);
    summary.run();
    next();
    awaitSent();
    clock.advance(Duration.ofHours(1));
    summary.run();
    assertThat(heard).isEmpty();
  }

  private Announcement next() throws InterruptedException {
    Announcement told = heard.poll(30, TimeUnit.SECONDS);
    assertThat(told).isNotNull();
    return told;
  }

  private void awaitSent() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (count("SELECT COUNT(*) FROM cost_summary WHERE sent_at IS NULL") > 0) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.sleep(5);
    }
  }

  private long waitingClaims() {
    return count("SELECT COUNT(*) FROM cost_summary");
  }

  private long count(String sql) {
    return database.read(h -> h.createQuery("/* test.count */ " + sql).mapTo(Long.class).one());
  }

  private void book(String day, String learner, String model, long calls, String usd) {
    TestCosts.book(database, LocalDate.parse(day), learner, model, calls, usd);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DailySummary summary(LocalTime at, ZoneId zone, Consumer<Announcement> ear) {
    Channel channel =
        new Channel() {
          @Override
          public String name() {
            return "people";
          }

          @Override
          public void send(Notification notification) {
            ear.accept((Announcement) notification);
          }
        };
    Sender sender =
        new Sender(
            channel,
            DeliveryConfig.DEFAULT,
            new AlertingMetrics(new Metrics(new CollectorRegistry())),
            new SplittableRandom(1));
    senders.add(sender);
    sender.start();
    return new DailySummary(
        SummaryConfig.OFF,
        at,
        TestCosts.of(database, clock, zone),
        database,
        List.of(sender),
        Map.of(),
        clock,
        zone);
  }
}
