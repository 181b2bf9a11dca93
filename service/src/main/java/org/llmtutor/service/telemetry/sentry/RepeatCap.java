package org.llmtutor.service.telemetry.sentry;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many events of one cause leave in a window and folds the others into a number, so that an
 * outage is one issue and not a flood. Causes beyond a bound share one window. Safe for concurrent
 * use.
 */
final class RepeatCap {

  /**
   * What may leave.
   *
   * @param maxPerFingerprint events of one cause in a window
   * @param window how long that counts, from the first of them
   * @param maxFingerprints causes that are told apart at a time
   */
  record Limits(int maxPerFingerprint, Duration window, int maxFingerprints) {}

  private static final String OTHERS = "";

  private final Limits limits;
  private final Ticker ticker;

  /** By cause, in the order in which they began. */
  private final Map<String, Window> windows = new LinkedHashMap<>();

  RepeatCap(Limits limits, Ticker ticker) {
    this.limits = limits;
    this.ticker = ticker;
  }

  /**
   * Takes the place of one event of a cause.
   *
   * @return how many were folded since the last one that left; empty when this one is folded
   */
  synchronized OptionalLong admit(String cause) {
    long now = ticker.read();
    Window window = window(cause, now);
    if (window.left == 0) {
      window.folded++;
      return OptionalLong.empty();
    }
    window.left--;
    long folded = window.folded;
    window.folded = 0;
    return OptionalLong.of(folded);
  }

  private Window window(String cause, long now) {
    Window known = windows.get(cause);
    if (known != null && !hasEnded(known, now)) {
      return known;
    }
    if (known == null && !cause.equals(OTHERS) && isFull(now)) {
      return window(OTHERS, now);
    }
    windows.remove(cause);
    Window next = new Window(now, limits.maxPerFingerprint(), known);
    windows.put(cause, next);
    return next;
  }

  /** The oldest that have ended make room; what they folded stays in the metric. */
  private boolean isFull(long now) {
    Iterator<Window> oldest = windows.values().iterator();
    while (windows.size() >= limits.maxFingerprints()
        && oldest.hasNext()
        && hasEnded(oldest.next(), now)) {
      oldest.remove();
    }
    return windows.size() >= limits.maxFingerprints();
  }

  private boolean hasEnded(Window window, long now) {
    return now - window.start >= limits.window().toNanos();
  }

  private static final class Window {

    private final long start;
    private int left;
    private long folded;

    Window(long start, int left, @Nullable Window before) {
      this.start = start;
      this.left = left;
      this.folded = before == null ? 0 : before.folded;
    }
  }
}
