package org.llmtutor.service.telemetry;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts log lines that were given up so that no request waits for them. One count for the process,
 * as logging is. Safe for concurrent use.
 */
public final class LogLosses {

  /** Where lines go. */
  public enum Target {
    /** Standard output. */
    CONSOLE("console"),
    /** A file. */
    FILE("file");

    private final String label;

    Target(String label) {
      this.label = label;
    }
  }

  private static final LogLosses CONSOLE = new LogLosses(Target.CONSOLE);
  private static final LogLosses FILE = new LogLosses(Target.FILE);

  private final Target target;
  private final LongAdder full = new LongAdder();
  private final LongAdder failed = new LongAdder();

  private LogLosses(Target target) {
    this.target = target;
  }

  /** The counts of a target. */
  public static LogLosses of(Target target) {
    return target == Target.CONSOLE ? CONSOLE : FILE;
  }

  /** A line came faster than lines were written. */
  public void queueFull() {
    full.increment();
  }

  /** A line could not be written, such as to a full disk. */
  public void writeFailed() {
    failed.increment();
  }

  /** Lines given up so far, for either reason. */
  public long total() {
    return full.sum() + failed.sum();
  }

  static Map<List<String>, Double> byTargetAndReason() {
    Map<List<String>, Double> counts = new TreeMap<>(Comparator.comparing(List::toString));
    for (LogLosses losses : List.of(CONSOLE, FILE)) {
      counts.put(List.of(losses.target.label, "queue_full"), losses.full.doubleValue());
      counts.put(List.of(losses.target.label, "write_failed"), losses.failed.doubleValue());
    }
    return counts;
  }
}
