package org.llmtutor.rules.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Value;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.llmtutor.rules.alerting.AlertingRun;
import org.llmtutor.rules.alerting.GroupRun;
import org.llmtutor.rules.alerting.RuleQueries;
import org.llmtutor.rules.alerting.SampleStore;
import org.llmtutor.rules.alerting.Surroundings;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RuleGroup;

/**
 * Replays results of an alert's expression through the state machine that alerts run on, and notes
 * what fires. Texts are not rendered; labels are, as they tell alerts apart.
 *
 * <pre>{@code
 * Backtest backtest = new Backtest(group, alert, Duration.ofMinutes(1));
 * backtest.evaluate(time, resultsAtThatTime); // in the order of time
 * AlertHistory history = backtest.history();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class Backtest {

  private final AlertingRun run;
  private final Duration step;
  private final RuleQueries queries =
      new RuleQueries(new Engine(EngineOptions.DEFAULTS), new SampleStore());
  private final Map<Labels, Instant> open = new LinkedHashMap<>();
  private final List<Firing> closed = new ArrayList<>();
  private @Nullable Instant first;
  private @Nullable Instant last;

  /**
   * Of {@code alert} as {@code group} evaluates it, every {@code step}.
   *
   * @throws org.llmtutor.rules.alerting.RuleFailure when a part of the rule cannot be read
   */
  public Backtest(RuleGroup group, AlertingRule alert, Duration step) {
    AlertingRule silent =
        new AlertingRule(
            alert.node(),
            alert.name(),
            alert.expr(),
            alert.forDuration(),
            alert.keepFiringFor(),
            alert.labels(),
            List.of());
    RuleGroup alone = new RuleGroup(group.node(), group.name(), group.labels(), List.of(silent));
    this.run = (AlertingRun) GroupRun.of(alone, Surroundings.NONE).rules().get(0);
    this.step = step;
  }

  /**
   * Takes the results of one evaluation, later than all before.
   *
   * @throws org.llmtutor.rules.alerting.RuleFailure when two results make the same alert
   */
  public void evaluate(Instant time, List<Value.Sample> results) {
    first = first == null ? time : first;
    last = time;
    if (results.isEmpty() && run.alerts().isEmpty()) {
      return;
    }
    run.advance(results, queries, time, 0);
    Set<Labels> firing = new HashSet<>();
    for (ActiveAlert alert : run.alerts()) {
      if (alert.state() == ActiveAlert.State.FIRING) {
        firing.add(alert.labels());
        open.putIfAbsent(alert.labels(), time);
      }
    }
    open.entrySet()
        .removeIf(
            entry -> {
              boolean ended = !firing.contains(entry.getKey());
              if (ended) {
                closed.add(new Firing(entry.getKey(), entry.getValue(), time, false));
              }
              return ended;
            });
  }

  /** What fired, from the first evaluation to the last. */
  public AlertHistory history() {
    Instant to = last;
    if (first == null || to == null) {
      return new AlertHistory(Instant.EPOCH, Instant.EPOCH, step, List.of());
    }
    List<Firing> firings = new ArrayList<>(closed);
    open.forEach((labels, from) -> firings.add(new Firing(labels, from, to, true)));
    firings.sort(Comparator.comparing(Firing::from).thenComparing(Firing::labels));
    return new AlertHistory(first, to, step, firings);
  }
}
