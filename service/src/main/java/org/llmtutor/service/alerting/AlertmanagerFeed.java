package org.llmtutor.service.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.llmtutor.service.alerting.Notification.AlertBatch;

/**
 * Tells an Alertmanager again and again what fires, as Prometheus does: each alert with a time at
 * which it may be taken to have ended when nothing more is heard. Safe for concurrent use.
 */
final class AlertmanagerFeed implements AlertListener {

  private static final int MOST_PER_CALL = 64;
  private static final int MISSES_UNTIL_ENDED = 4;

  private final Sender sender;
  private final Duration resendDelay;
  private final Labels external;
  private final Map<RuleSource, Map<Labels, Instant>> sentAt = new HashMap<>();

  AlertmanagerFeed(Sender sender, Duration resendDelay, Labels external) {
    this.sender = sender;
    this.resendDelay = resendDelay;
    this.external = external;
  }

  @Override
  public synchronized void evaluated(
      RuleSource source, Duration interval, List<ActiveAlert> alerts, Instant now) {
    Map<Labels, Instant> before = sentAt.getOrDefault(source, Map.of());
    Map<Labels, Instant> after = new HashMap<>();
    List<Alert> due = new ArrayList<>();
    for (ActiveAlert alert : alerts) {
      Instant last = before.get(alert.labels());
      if (isDue(alert, last, now)) {
        due.add(alert(alert, interval, now));
        after.put(alert.labels(), now);
      } else if (last != null) {
        after.put(alert.labels(), last);
      }
    }
    sentAt.put(source, after);
    for (int from = 0; from < due.size(); from += MOST_PER_CALL) {
      int to = Math.min(due.size(), from + MOST_PER_CALL);
      CompletableFuture<Outcome> unused = sender.submit(new AlertBatch(due.subList(from, to)));
    }
  }

  @Override
  public synchronized void keepOnly(Predicate<RuleSource> known, Instant now) {
    sentAt.keySet().removeIf(source -> !known.test(source));
  }

  private boolean isDue(ActiveAlert alert, @Nullable Instant last, Instant now) {
    if (alert.firedAt() == null) {
      return false;
    }
    Instant ended = alert.resolvedAt();
    return last == null
        || (ended != null && ended.isAfter(last))
        || !last.plus(resendDelay).isAfter(now);
  }

  private Alert alert(ActiveAlert alert, Duration interval, Instant now) {
    Duration patience = interval.compareTo(resendDelay) > 0 ? interval : resendDelay;
    Instant ended = alert.resolvedAt();
    Instant end = ended == null ? now.plus(patience.multipliedBy(MISSES_UNTIL_ENDED)) : ended;
    Instant fired = alert.firedAt();
    return new Alert(
        withExternal(alert.labels(), external),
        alert.annotations(),
        fired == null ? alert.activeAt() : fired,
        end);
  }

  /** {@code labels} with those of {@code external} that they do not have. */
  static Labels withExternal(Labels labels, Labels external) {
    Labels result = labels;
    for (int i = 0; i < external.size(); i++) {
      if (!result.has(external.name(i))) {
        result = result.with(external.name(i), external.value(i));
      }
    }
    return result;
  }
}
