package org.llmtutor.service.history;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.LabeledHistogram;
import org.llmtutor.service.telemetry.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the history says of itself. Safe for concurrent use. */
final class HistoryMetrics {

  /** Why samples are dropped before their time. */
  enum Dropped {
    /** There are {@code history.maxSeries} series, and none has ended. */
    SERIES("history.maxSeries is reached"),
    /** More than {@code history.maxBytes} are used. */
    BYTES("history.maxBytes is reached; the oldest samples go"),
    /** There is a later sample of the series, or one at the same time. */
    OUT_OF_ORDER("a sample is not later than the one before"),
    /** They are in the future: the clock was put back. */
    CLOCK("the clock was put back");

    private final String says;

    Dropped(String says) {
      this.says = says;
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a sampling went. */
  enum Sampling {
    OK,
    LATE,
    FAILED,
    MISSED;

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Logger LOG = LoggerFactory.getLogger(HistoryMetrics.class);
  private static final double[] BUCKETS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5};

  private final LabeledCounter dropped;
  private final LabeledCounter samplings;
  private final LabeledHistogram duration;
  private final LabeledCounter snapshots;
  private final LabeledCounter damaged;
  private final Set<Dropped> told = EnumSet.noneOf(Dropped.class);

  HistoryMetrics(Metrics metrics) {
    dropped =
        metrics.counter(
            "history_dropped_samples_total",
            "Samples of the history that were dropped before their time.",
            "reason");
    samplings =
        metrics.counter(
            "history_samplings_total", "Samplings of all metrics by how they went.", "outcome");
    duration =
        metrics.histogram(
            "history_sampling_duration_seconds", "Time to sample all metrics.", BUCKETS);
    snapshots =
        metrics.counter(
            "history_snapshots_total", "Snapshots of the history by how they went.", "outcome");
    damaged =
        metrics.counter(
            "history_snapshot_damaged_blocks_total",
            "Blocks of a snapshot that could not be restored.");
    for (Dropped reason : Dropped.values()) {
      dropped.add(0, reason.label());
    }
    for (Sampling outcome : Sampling.values()) {
      samplings.add(0, outcome.label());
    }
    snapshots.add(0, "written");
    snapshots.add(0, "failed");
  }

  /** Counts dropped samples, and logs it when it is the first time. */
  void dropped(Dropped reason, long samples) {
    if (samples > 0) {
      dropped.add((double) samples, reason.label());
      if (isFirst(reason)) {
        LOG.warn("the history drops samples: {}", reason.says);
      }
    }
  }

  private boolean isFirst(Dropped reason) {
    synchronized (told) {
      return told.add(reason);
    }
  }

  void sampling(Sampling outcome, long times) {
    samplings.add((double) times, outcome.label());
  }

  void took(Duration time) {
    duration.observe(time);
  }

  void snapshot(boolean written) {
    snapshots.inc(written ? "written" : "failed");
  }

  void damagedBlocks(int blocks) {
    damaged.add(blocks);
  }
}
