package org.llmtutor.cli.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.query.PrometheusApi;
import org.llmtutor.cli.query.RefusedException;
import org.llmtutor.cli.time.DurationText;
import org.llmtutor.cli.time.InstantText;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.promql.print.Printer;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.history.AlertHistory;
import org.llmtutor.rules.history.Backtest;

/** Tries rules on a server, one after the other. Not thread-safe. */
final class RuleTrial {

  /** More evaluations of one alert than this are thinned out. */
  private static final int MOST_EVALUATIONS = 50_000;

  private final PrometheusApi api;
  private final Replay replay;
  private final Instant now;
  private final @Nullable Duration period;
  private final @Nullable Instant oldest;
  private final Duration interval;
  private final Map<String, OptionalLong> counts = new HashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * On a server.
   *
   * @param now the end of what is looked at
   * @param period how far to look back; null for no backtest
   * @param oldest the oldest sample of that time; null when there are older ones
   * @param interval how often groups are evaluated that do not say
   */
  RuleTrial(
      PrometheusApi api,
      Replay replay,
      Instant now,
      @Nullable Duration period,
      @Nullable Instant oldest,
      Duration interval) {
    this.api = api;
    this.replay = replay;
    this.now = now;
    this.period = period;
    this.oldest = oldest;
    this.interval = interval;
  }

  /** What was found of one rule, as far as the trial came. */
  static final class Findings {
    OptionalLong reads = OptionalLong.empty();
    OptionalLong holds = OptionalLong.empty();
    @Nullable AlertHistory past;
  }

  /** What differs from what was asked, and why. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Asks for the results that the expression has now, and of an alert for its past.
   *
   * @param withPast whether its past can be known
   * @throws RefusedException when the server does not evaluate it
   */
  void ask(RuleSubject subject, boolean withPast, Findings found) throws RefusedException {
    long holds = results(subject.rule().expr().value());
    found.holds = OptionalLong.of(holds);
    if (subject.rule() instanceof AlertingRule alert) {
      found.reads = reads(subject);
      Duration length = period;
      if (withPast && length != null) {
        found.past = backtest(subject, alert, length, holds);
      }
    }
  }

  private AlertHistory backtest(
      RuleSubject subject, AlertingRule alert, Duration length, long expected)
      throws RefusedException {
    Duration wanted = duration(subject.group(), "interval").orElse(interval);
    Duration step = step(wanted, length);
    Instant earliest = now.minus(length);
    Instant from = oldest == null ? aligned(earliest, step) : aligned(oldest, step).plus(step);
    Duration offset = duration(subject.group(), "query_offset").orElse(Duration.ZERO);
    Replay.Times times = new Replay.Times(from, aligned(now, step), step, offset);
    Backtest backtest = new Backtest(subject.group(), alert, step);
    replay.play(alert.expr().value(), times, expected, backtest);
    return backtest.history();
  }

  private Duration step(Duration wanted, Duration length) {
    if (length.dividedBy(wanted) <= MOST_EVALUATIONS) {
      return wanted;
    }
    Duration step = InstantText.step(length.plusSeconds(MOST_EVALUATIONS), MOST_EVALUATIONS);
    notes.add(
        "rules were evaluated every "
            + DurationText.format(step)
            + " and not every "
            + DurationText.format(wanted)
            + ", as "
            + DurationText.format(length)
            + " is long");
    return step;
  }

  private static Instant aligned(Instant time, Duration step) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, step.toMillis()));
  }

  private static Optional<Duration> duration(RuleGroup group, String field) {
    try {
      return group
          .field(field)
          .map(text -> PromDuration.parse(text.value()).toDuration())
          .filter(length -> !length.isZero());
    } catch (PromqlException e) {
      return Optional.empty(); // a problem of its own
    }
  }

  /** How many series an expression gives now. */
  private long results(String expression) throws RefusedException {
    return api.tryInstant(instant(expression)).series().size();
  }

  private Map<String, String> instant(String expression) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("query", expression);
    parameters.put("time", InstantText.seconds(now));
    return parameters;
  }

  private OptionalLong reads(RuleSubject subject) throws RefusedException {
    long sum = 0;
    for (VectorSelector selector : subject.selectors()) {
      String text =
          Printer.print(
              new VectorSelector(
                  selector.name(),
                  selector.matchers(),
                  null,
                  null,
                  RangeExtension.NONE,
                  selector.position()));
      OptionalLong count = counts.get(text);
      if (count == null) {
        count =
            api.tryInstant(instant("count(" + text + ")")).series().stream()
                .mapToLong(series -> (long) series.points().get(0).number())
                .findFirst();
        counts.put(text, count);
      }
      sum += count.orElse(0);
    }
    return OptionalLong.of(sum);
  }
}
