package org.llmtutor.rules.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.GroupLimit;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * A group whose rules are evaluated one after the other, each seeing what those before it recorded.
 * Not thread-safe.
 */
public final class GroupRun {

  private final String name;
  private final @Nullable Duration interval;
  private final Duration offset;
  private final int limit;
  private final List<RuleRun> rules;
  private final Map<RuleRun, Set<Labels>> recorded = new HashMap<>();
  private final Map<RuleRun, RuleHealth> health = new HashMap<>();
  private final Set<Labels> orphans = new HashSet<>();

  private GroupRun(
      String name, @Nullable Duration interval, Duration offset, int limit, List<RuleRun> rules) {
    this.name = name;
    this.interval = interval;
    this.offset = offset;
    this.limit = limit;
    this.rules = rules;
  }

  /**
   * A group that has not been evaluated yet.
   *
   * @throws RuleFailure when an expression or a duration in it cannot be read
   */
  public static GroupRun of(RuleGroup group, Surroundings surroundings) {
    String name = group.name().value();
    List<RuleRun> rules = new ArrayList<>();
    for (Rule rule : group.rules()) {
      rules.add(run(group, rule, surroundings));
    }
    int limit = group.field("limit").map(text -> limit(name, text)).orElse(0);
    return new GroupRun(
        name,
        group.field("interval").map(text -> duration(name, text)).orElse(null),
        group.field("query_offset").map(text -> duration(name, text)).orElse(Duration.ZERO),
        limit,
        List.copyOf(rules));
  }

  /** The group's name. */
  public String name() {
    return name;
  }

  /** How often it wants to be evaluated; empty when that is left to the server. */
  public Optional<Duration> interval() {
    return Optional.ofNullable(interval);
  }

  /** How many series or alerts a rule may give; 0 for any number. */
  public int limit() {
    return limit;
  }

  /** How the last evaluation of {@code rule}, one of its rules, went. */
  public RuleHealth health(RuleRun rule) {
    return health.getOrDefault(rule, RuleHealth.UNKNOWN);
  }

  /** Its rules in order. */
  public List<RuleRun> rules() {
    return rules;
  }

  /**
   * Evaluates all rules once and appends what they record to {@code sink}; series that a rule
   * recorded before and now does not become stale.
   *
   * @return why rules failed, in their order
   */
  public List<RuleFailure> evaluate(RuleQueries queries, SampleSink sink, Instant time) {
    Instant queryTime = time.minus(offset);
    List<RuleFailure> failures = new ArrayList<>();
    for (RuleRun rule : rules) {
      long begin = System.nanoTime();
      String error = null;
      try {
        record(rule, rule.evaluate(queries, time, queryTime, limit), sink, queryTime);
      } catch (RuleFailure failure) {
        failures.add(failure);
        error = String.valueOf(failure.getMessage());
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begin);
      health.put(rule, new RuleHealth(time, took, error));
    }
    recorded.values().forEach(orphans::removeAll);
    end(orphans, sink, queryTime);
    orphans.clear();
    return failures;
  }

  /**
   * Goes on where {@code before}, an earlier reading of the same group, stopped: rules of the same
   * kind, name and labels keep their alerts, even when their expression is another now. Series that
   * only other rules recorded become stale at the next evaluation.
   */
  public void adopt(GroupRun before) {
    List<RuleRun> left = new ArrayList<>(before.rules);
    for (RuleRun rule : rules) {
      Optional<RuleRun> old = left.stream().filter(other -> isSame(rule, other)).findFirst();
      old.ifPresent(
          other -> {
            left.remove(other);
            adopt(rule, before, other);
          });
    }
    left.forEach(rule -> orphans.addAll(before.recorded.getOrDefault(rule, Set.of())));
    orphans.addAll(before.orphans);
  }

  /** Marks all that it has recorded as stale, because it is not evaluated any more. */
  public void end(SampleSink sink, Instant time) {
    recorded.values().forEach(series -> end(series, sink, time.minus(offset)));
    recorded.clear();
  }

  private void adopt(RuleRun rule, GroupRun before, RuleRun old) {
    if (rule instanceof AlertingRun alerting && old instanceof AlertingRun alertingBefore) {
      alerting.restore(alertingBefore.alerts());
    }
    recorded.put(rule, new HashSet<>(before.recorded.getOrDefault(old, Set.of())));
    health.put(rule, before.health(old));
  }

  private static boolean isSame(RuleRun one, RuleRun other) {
    return one.rule().kind().equals(other.rule().kind())
        && one.rule().name().value().equals(other.rule().name().value())
        && one.labels().equals(other.labels());
  }

  private void record(
      RuleRun rule, List<Value.Sample> samples, SampleSink sink, Instant queryTime) {
    Set<Labels> now = new HashSet<>();
    for (Value.Sample sample : samples) {
      now.add(sample.labels());
      sink.append(sample.labels(), sample.timestamp(), sample.value(), sample.histogram());
    }
    Set<Labels> before = recorded.put(rule, now);
    if (before != null) {
      before.removeAll(now);
      end(before, sink, queryTime);
    }
  }

  private static void end(Set<Labels> series, SampleSink sink, Instant time) {
    series.forEach(gone -> sink.append(gone, time.toEpochMilli(), Samples.STALE, null));
  }

  private static RuleRun run(RuleGroup group, Rule rule, Surroundings surroundings) {
    String name = rule.name().value();
    Expr expr;
    try {
      expr = Promql.parse(rule.expr().value(), LanguageProfile.ALL);
    } catch (PromqlException e) {
      throw new RuleFailure(name, e);
    }
    Map<String, String> labels = new TreeMap<>();
    group.labels().forEach(label -> put(labels, label));
    rule.labels().forEach(label -> put(labels, label));
    if (rule instanceof AlertingRule alert) {
      return new AlertingRun(
          alert,
          expr,
          labels,
          duration(name, alert.forDuration()),
          duration(name, alert.keepFiringFor()),
          surroundings);
    }
    return new RecordingRun((RecordingRule) rule, expr, labels);
  }

  private static void put(Map<String, String> labels, TextField label) {
    labels.put(label.name().value(), label.value().value());
  }

  private static Duration duration(String rule, @Nullable YamlScalar text) {
    try {
      return text == null ? Duration.ZERO : PromDuration.parse(text.value()).toDuration();
    } catch (PromqlException e) {
      throw new RuleFailure(rule, e);
    }
  }

  private static int limit(String group, YamlScalar text) {
    long limit =
        GroupLimit.read(text)
            .orElseThrow(
                () ->
                    new RuleFailure(
                        group, "'" + text.value() + "': not a limit; write a whole number"));
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, limit));
  }
}
