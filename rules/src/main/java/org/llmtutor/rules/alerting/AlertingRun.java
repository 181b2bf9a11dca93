package org.llmtutor.rules.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Value;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.template.Template;
import org.llmtutor.rules.template.TemplateData;

/** An alerting rule with its alerts. Not thread-safe. */
public final class AlertingRun implements RuleRun {

  private static final Duration RESOLVED_RETENTION = Duration.ofMinutes(15);

  private final AlertingRule rule;
  private final Expr expr;
  private final Map<String, String> labels;
  private final Duration wait;
  private final Duration keep;
  private final Surroundings surroundings;
  private Map<Labels, ActiveAlert> active = new LinkedHashMap<>();

  AlertingRun(
      AlertingRule rule,
      Expr expr,
      Map<String, String> labels,
      Duration wait,
      Duration keep,
      Surroundings surroundings) {
    this.rule = rule;
    this.expr = expr;
    this.labels = Collections.unmodifiableMap(labels);
    this.wait = wait;
    this.keep = keep;
    this.surroundings = surroundings;
  }

  @Override
  public AlertingRule rule() {
    return rule;
  }

  @Override
  public Expr expr() {
    return expr;
  }

  @Override
  public Map<String, String> labels() {
    return labels;
  }

  /** How long the expression must hold before an alert fires. */
  public Duration holdFor() {
    return wait;
  }

  /** How long an alert fires on after the expression stopped to hold. */
  public Duration keepFiringFor() {
    return keep;
  }

  /** The alerts that wait, fire, or ended in the last fifteen minutes. */
  public List<ActiveAlert> alerts() {
    return List.copyOf(active.values());
  }

  /** Goes on with {@code alerts}, such as those of the same rule before a restart. */
  public void restore(Collection<ActiveAlert> alerts) {
    active = new LinkedHashMap<>();
    alerts.forEach(alert -> active.put(alert.labels(), alert));
  }

  @Override
  public List<Value.Sample> evaluate(
      RuleQueries queries, Instant time, Instant queryTime, int limit) {
    advance(results(queries, queryTime), queries, time, limit);
    return recorded(queryTime);
  }

  private List<Value.Sample> results(RuleQueries queries, Instant queryTime) {
    try {
      return queries.vector(expr, queryTime);
    } catch (PromqlException e) {
      throw new RuleFailure(name(), e);
    }
  }

  /**
   * Evaluates the rule on results that its expression is known to have.
   *
   * @param results one sample for each series for which the expression holds
   * @param queries for what templates ask
   * @param limit how many alerts it may give; 0 for any number
   * @throws RuleFailure when alerts cannot be made of the results; they stay as they are
   */
  public void advance(List<Value.Sample> results, RuleQueries queries, Instant time, int limit) {
    Map<Labels, ActiveAlert> next = new LinkedHashMap<>();
    Map<Labels, ActiveAlert> holding = holding(results, queries, time);
    active.forEach(
        (key, alert) -> {
          ActiveAlert now = holding.get(key);
          if (now == null) {
            after(alert, time).ifPresent(rest -> next.put(key, rest));
          }
        });
    holding.forEach((key, now) -> next.put(key, held(active.get(key), now, time)));
    long running = next.values().stream().filter(AlertingRun::runs).count();
    if (limit > 0 && running > limit) {
      active = new LinkedHashMap<>();
      throw new RuleFailure(name(), running + " alerts, the group's limit is " + limit);
    }
    active = next;
  }

  private String name() {
    return rule.name().value();
  }

  private static boolean runs(ActiveAlert alert) {
    return alert.state() != ActiveAlert.State.INACTIVE;
  }

  /** The alerts of all series for which the expression holds, as if new. */
  private Map<Labels, ActiveAlert> holding(
      List<Value.Sample> results, RuleQueries queries, Instant time) {
    Map<Labels, ActiveAlert> holding = new LinkedHashMap<>();
    try {
      for (Value.Sample sample : results) {
        ActiveAlert alert = alert(sample, queries, time);
        if (holding.put(alert.labels(), alert) != null) {
          throw new RuleFailure(name(), "two of its alerts both have the labels " + alert.labels());
        }
      }
    } catch (PromqlException e) {
      throw new RuleFailure(name(), e);
    }
    return holding;
  }

  private ActiveAlert alert(Value.Sample sample, RuleQueries queries, Instant time) {
    Object value =
        sample.histogram() == null ? sample.value() : Objects.toString(sample.histogram());
    TemplateData data =
        new TemplateData(
            sample.labels(),
            value,
            surroundings.externalLabels(),
            surroundings.externalUrl(),
            time,
            expression -> queries.ask(expression, time));
    Labels own = sample.labels().withoutMetricName();
    for (Map.Entry<String, String> label : labels.entrySet()) {
      own = own.with(label.getKey(), Template.expand(label.getValue(), data));
    }
    own = own.with("alertname", name());
    Map<String, String> annotations = new TreeMap<>();
    for (TextField annotation : rule.annotations()) {
      annotations.put(annotation.name().value(), Template.expand(annotation.value().value(), data));
    }
    ActiveAlert.State state = wait.isZero() ? ActiveAlert.State.FIRING : ActiveAlert.State.PENDING;
    return new ActiveAlert(
        own, annotations, state, sample.value(), time, wait.isZero() ? time : null, null, null);
  }

  /** What becomes of an alert whose expression does not hold any more. */
  private Optional<ActiveAlert> after(ActiveAlert alert, Instant time) {
    Instant ended = alert.resolvedAt();
    if (alert.state() == ActiveAlert.State.PENDING
        || (ended != null && Duration.between(ended, time).compareTo(RESOLVED_RETENTION) > 0)) {
      return Optional.empty();
    }
    if (alert.state() == ActiveAlert.State.INACTIVE) {
      return Optional.of(alert);
    }
    Instant kept = Objects.requireNonNullElse(alert.keptSince(), time);
    boolean keeps = Duration.between(kept, time).compareTo(keep) < 0;
    return Optional.of(
        new ActiveAlert(
            alert.labels(),
            alert.annotations(),
            keeps ? ActiveAlert.State.FIRING : ActiveAlert.State.INACTIVE,
            alert.value(),
            alert.activeAt(),
            alert.firedAt(),
            keeps ? kept : null,
            keeps ? null : time));
  }

  /** An alert whose expression holds now and perhaps did so before. */
  private ActiveAlert held(@Nullable ActiveAlert before, ActiveAlert now, Instant time) {
    if (before == null || !runs(before)) {
      return now;
    }
    boolean fires =
        before.state() == ActiveAlert.State.FIRING
            || Duration.between(before.activeAt(), time).compareTo(wait) >= 0;
    return new ActiveAlert(
        before.labels(),
        now.annotations(),
        fires ? ActiveAlert.State.FIRING : ActiveAlert.State.PENDING,
        now.value(),
        before.activeAt(),
        fires ? Objects.requireNonNullElse(before.firedAt(), time) : null,
        null,
        null);
  }

  private List<Value.Sample> recorded(Instant queryTime) {
    long at = queryTime.toEpochMilli();
    List<Value.Sample> samples = new ArrayList<>();
    for (ActiveAlert alert : active.values()) {
      if (runs(alert)) {
        String state = alert.state() == ActiveAlert.State.FIRING ? "firing" : "pending";
        Labels series = alert.labels().with("__name__", "ALERTS").with("alertstate", state);
        samples.add(new Value.Sample(series, at, 1, null));
        Labels since = alert.labels().with("__name__", "ALERTS_FOR_STATE");
        samples.add(new Value.Sample(since, at, alert.activeAt().getEpochSecond(), null));
      }
    }
    return samples;
  }
}
