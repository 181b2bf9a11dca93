package org.llmtutor.service.telemetry.sentry;

import static java.util.Objects.requireNonNull;

import io.sentry.Sentry;
import io.sentry.clientreport.DiscardReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** Whether errors are reported to Sentry, and how that goes. */
public final class SentryState {

  private static final Map<DiscardReason, LongAdder> DISCARDED = adders();

  private static final ThreadLocal<Boolean> TOLD = ThreadLocal.withInitial(() -> false);
  private static final LongAdder FOLDED = new LongAdder();

  private static volatile Setup setup = new Setup(false, "development", "unknown");

  private SentryState() {}

  /** Whether a DSN is configured and the environment is one that reports. */
  public static boolean isEnabled() {
    return Sentry.isEnabled();
  }

  /** False while reports are dropped because the receiver is slow, down or refuses them. */
  public static boolean isDelivering() {
    return Sentry.isHealthy();
  }

  /** How many reports were dropped since the start. */
  public static long discarded() {
    return DISCARDED.values().stream().mapToLong(LongAdder::sum).sum();
  }

  /** The same by reason, such as {@code network_error}; every reason there is, zeros too. */
  static Map<List<String>, Double> discardedByReason() {
    return DISCARDED.entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> List.of(entry.getKey().getReason()),
                entry -> entry.getValue().doubleValue()));
  }

  /** Whether this thread has counted something discarded since the last call. */
  static boolean takeTold() {
    boolean told = TOLD.get();
    TOLD.remove();
    return told;
  }

  /** How many reports were folded into another of the same cause since the start. */
  static long foldedCount() {
    return FOLDED.sum();
  }

  static void folded() {
    FOLDED.increment();
  }

  /** Notes how the client was set up. */
  static void setUp(Setup chosen) {
    setup = chosen;
  }

  /** How the client was last set up. */
  static Setup setup() {
    return setup;
  }

  /**
   * How the client was set up.
   *
   * @param hasDsn whether it was told where reports go
   * @param environment such as {@code production}
   * @param release what runs
   */
  record Setup(boolean hasDsn, String environment, String release) {}

  static void discarded(DiscardReason reason, long count) {
    TOLD.set(true);
    requireNonNull(DISCARDED.get(reason)).add(count);
  }

  private static Map<DiscardReason, LongAdder> adders() {
    Map<DiscardReason, LongAdder> adders = new EnumMap<>(DiscardReason.class);
    EnumSet.allOf(DiscardReason.class).forEach(reason -> adders.put(reason, new LongAdder()));
    return Collections.unmodifiableMap(adders);
  }
}
