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
      List<Value.Sample> samples;
      try {
        samples = rule.evaluate(queries, time, queryTime, limit);
      } catch (RuleFailure failure) {
        failures.add(failure);
        continue;
      }
      Set<Labels> now = new HashSet<>();
      for (Value.Sample sample : samples) {
        now.add(sample.labels());
        sink.append(sample.labels(), sample.timestamp(), sample.value(), sample.histogram());
      }
      Set<Labels> before = recorded.put(rule, now);
      if (before != null) {
        before.removeAll(now);
        before.forEach(gone -> sink.append(gone, queryTime.toEpochMilli(), Samples.STALE, null));
      }
    }
    return failures;
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
    try {
      return Math.max(0, Integer.parseInt(text.value()));
    } catch (NumberFormatException e) {
      throw new RuleFailure(group, "'" + text.value() + "': not a limit; write a whole number");
    }
  }
}
