package org.llmtutor.service.cost;

import com.google.common.cache.CacheBuilder;
import java.time.LocalDate;
import java.util.concurrent.ConcurrentMap;
import org.llmtutor.service.telemetry.sentry.ErrorReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells operators of each budget window that has refused a call, once per instance and not per
 * call. Whose it is, is told by kind alone. Safe for concurrent use.
 */
final class ExhaustedBudgets {

  private static final Logger LOG = LoggerFactory.getLogger(ExhaustedBudgets.class);
  private static final int MOST_REMEMBERED = 10_000;

  private final ConcurrentMap<Told, Boolean> told =
      CacheBuilder.newBuilder().maximumSize(MOST_REMEMBERED).<Told, Boolean>build().asMap();

  private record Told(BudgetWindow.Key key, LocalDate start) {}

  /** A call did not fit into a window. */
  void refused(BudgetWindow window) {
    BudgetWindow.Key key = window.key();
    if (told.putIfAbsent(new Told(key, window.start()), true) == null) {
      ErrorReports.tell(
          LOG,
          ErrorReports.Topic.BUDGET,
          "a %s budget of %s%s is used up; calls that do not fit are refused until %s"
              .formatted(
                  key.period(),
                  key.scope().equals("platform") ? "the platform" : "a " + key.scope(),
                  key.model().isEmpty() ? "" : " for one model",
                  window.resetsAt()),
          key.scope(),
          key.period());
    }
  }
}
