package org.llmtutor.bench.measure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.llmtutor.service.cost.MeteredFailure;

/** Ledgers of several instances on one fresh database, each with a writer of its own. */
final class Fleet implements AutoCloseable {

  private static final int SHIPPED_BATCH = 128;
  private static final Duration LATE = Duration.ofSeconds(30);

  private final String url;
  private final List<BenchLedger> ledgers = new ArrayList<>();
  private final AtomicLong everCalled = new AtomicLong();

  /** Starts the instances one after the other; the first makes the schema. */
  Fleet(String url, int instances) {
    this.url = url;
    for (int i = 0; i < instances; i++) {
      ledgers.add(BenchLedger.open(url, SHIPPED_BATCH));
    }
  }

  /**
   * What a time of calls came to.
   *
   * @param nanos how long each call took, the shortest first
   * @param commits of all instances
   * @param failed calls that were refused or failed
   * @param elapsed how long it was
   */
  record Run(List<Long> nanos, long commits, long failed, Duration elapsed) {

    double callsPerSecond() {
      return nanos.size() / (elapsed.toNanos() / 1e9);
    }

    double millis(double quantile) {
      return nanos.isEmpty() ? 0 : nanos.get((int) (quantile * (nanos.size() - 1))) / 1e6;
    }

    /** A call writes twice. */
    double writesPerCommit() {
      return commits == 0 ? 0 : 2.0 * nanos.size() / commits;
    }
  }

  /** Calls for a time, from callers that are spread over the instances. */
  Run call(int callers, Duration time) throws InterruptedException {
    long commits = commits();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    AtomicLong failed = new AtomicLong();
    List<List<Long>> durations = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      BenchLedger ledger = ledgers.get(i % ledgers.size());
      List<Long> own = new ArrayList<>();
      durations.add(own);
      Thread thread = new Thread(() -> callUntil(end, ledger, own, failed), "caller-" + i);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    List<Long> nanos = durations.stream().flatMap(List::stream).sorted().toList();
    everCalled.addAndGet(nanos.size());
    return new Run(nanos, commits() - commits, failed.get(), elapsed);
  }

  private static void callUntil(long end, BenchLedger ledger, List<Long> own, AtomicLong failed) {
    while (System.nanoTime() < end) {
      long start = System.nanoTime();
      try {
        ledger.call();
        own.add(System.nanoTime() - start);
      } catch (MeteredFailure | RuntimeException e) {
        failed.incrementAndGet();
      }
    }
  }

  private long commits() {
    return ledgers.stream().mapToLong(BenchLedger::commits).sum();
  }

  /**
   * Holds the sums against the calls that were answered, once what was left to book later is
   * booked.
   *
   * @throws IllegalStateException when they differ, so that no figure stands on lost calls
   */
  void requireAllBooked() throws InterruptedException {
    long end = System.nanoTime() + LATE.toNanos();
    long left = open();
    while (left > 0 && System.nanoTime() < end) {
      Thread.sleep(100);
      left = open();
    }
    long booked = number("SELECT COALESCE(SUM(calls), 0) FROM usage_group_daily");
    if (booked < everCalled.get() || left > 0) {
      throw new IllegalStateException(
          everCalled + " calls answered, " + booked + " booked, " + left + " not settled");
    }
  }

  private long open() {
    return number("SELECT COUNT(*) FROM llm_call WHERE state IN ('held', 'unknown')");
  }

  /** Bytes of a call's own row with its indexes; 0 for a file. */
  long bytesPerCall() {
    return url.startsWith("jdbc:postgresql:")
        ? number("SELECT pg_total_relation_size('llm_call')")
            / Math.max(1, number("SELECT COUNT(*) FROM llm_call"))
        : 0;
  }

  private long number(String query) {
    return Jdbi.create(url).withHandle(h -> h.createQuery(query).mapTo(Long.class).one());
  }

  @Override
  public void close() {
    ledgers.forEach(BenchLedger::close);
  }
}
