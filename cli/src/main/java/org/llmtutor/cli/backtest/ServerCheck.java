package org.llmtutor.cli.backtest;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Progress;
import org.llmtutor.cli.query.PrometheusApi;
import org.llmtutor.cli.query.RefusedException;
import org.llmtutor.cli.time.DurationText;
import org.llmtutor.rules.alerting.RuleFailure;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.history.AlertHistory;
import org.llmtutor.rules.history.Reach;
import org.llmtutor.rules.history.ServerHistory;
import org.llmtutor.rules.metrics.MetricsSnapshot;

/**
 * Asks a server all that can be known of rules: which of their metrics it has, what they read, what
 * holds now, and what would have fired. What it refuses for one rule does not keep it from the
 * others. Not thread-safe.
 */
public final class ServerCheck {

  /** How far back metrics count as known where no backtest says. */
  private static final Duration USUAL_PERIOD = Duration.ofDays(7);

  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(1);

  /** The server is gone when so many calls in a row fail. */
  private static final int PATIENCE = 3;

  private final PrometheusApi api;
  private final Replay replay;
  private final String server;
  private final Instant now;
  private final @Nullable Duration period;
  private final ServerHistory.Builder history = new ServerHistory.Builder();
  private int failures;

  /**
   * Of one server.
   *
   * @param server its address, for messages
   * @param timeout after which the server shall give up a query
   * @param now the end of what is looked at
   * @param period how far to look back; null for no backtest
   */
  public ServerCheck(
      PrometheusApi api, String server, Duration timeout, Instant now, @Nullable Duration period) {
    this.api = api;
    this.replay = new Replay(api, timeout);
    this.server = server;
    this.now = now;
    this.period = period;
  }

  /**
   * Asks about all rules of {@code files}.
   *
   * @param metrics takes what the server has of the metrics that they name
   * @param progress is told what is asked about
   * @throws CliException when the server does not answer
   */
  public ServerReport run(
      List<RuleFile> files, MetricsSnapshot.Builder metrics, Progress progress) {
    List<RuleSubject> subjects = RuleSubject.of(files);
    Duration known = period == null ? USUAL_PERIOD : period;
    progress.update("asking " + server + " for its metrics");
    ServerMetrics there = ServerMetrics.read(api, now.minus(known), now);
    Set<String> used = new TreeSet<>();
    subjects.forEach(subject -> used.addAll(subject.metrics()));
    metrics.server("the last " + DurationText.format(known));
    there.into(metrics, used);

    ServerFacts facts = new ServerFacts(api);
    List<String> names = used.stream().filter(there::has).toList();
    Instant oldest = past(facts, subjects, names);
    Duration interval =
        period == null ? USUAL_INTERVAL : facts.evaluationInterval().orElse(USUAL_INTERVAL);
    Set<String> unrecorded = unrecorded(subjects, there);
    RuleTrial trial = new RuleTrial(api, replay, now, period, oldest, interval);
    List<AlertReport> alerts = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      RuleSubject subject = subjects.get(i);
      String name = subject.rule().name().value();
      progress.update("rule " + (i + 1) + " of " + subjects.size() + ": " + name);
      ask(subject, trial, unrecorded).ifPresent(alerts::add);
    }
    return new ServerReport(server, period, oldest, history.build(), alerts, trial.notes());
  }

  /** Notes how far back the server has samples; gives the oldest one when it is young. */
  private @Nullable Instant past(
      ServerFacts facts, List<RuleSubject> subjects, List<String> names) {
    Optional<Duration> retention = facts.retention();
    retention.ifPresent(length -> history.kept(new ServerHistory.Kept(length, true)));
    Duration reach =
        subjects.stream()
            .map(subject -> Reach.of(subject.expr()))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    Duration back = period == null ? Duration.ZERO : period;
    if (retention.isEmpty() && reach.compareTo(back) > 0) {
      back = reach.plus(reach.dividedBy(10));
    }
    if (back.isZero()) {
      return null;
    }
    Instant start = now.minus(back).truncatedTo(ChronoUnit.SECONDS);
    Instant oldest = facts.oldest(start, now, names).orElse(null);
    if (oldest == null || !oldest.isAfter(start)) {
      return null;
    }
    if (retention.isEmpty()) {
      history.kept(new ServerHistory.Kept(Duration.between(oldest, now), false));
    }
    return oldest;
  }

  /** What rules record and the server does not have, because it does not run them yet. */
  private static Set<String> unrecorded(List<RuleSubject> subjects, ServerMetrics there) {
    Set<String> names = new TreeSet<>();
    for (RuleSubject subject : subjects) {
      String name = subject.rule().name().value();
      if (subject.rule() instanceof RecordingRule && !there.has(name)) {
        names.add(name);
      }
    }
    return names;
  }

  /** The report of an alert; empty for a recording rule, which is tried all the same. */
  private Optional<AlertReport> ask(RuleSubject subject, RuleTrial trial, Set<String> unrecorded) {
    RuleTrial.Findings found = new RuleTrial.Findings();
    Set<String> missing = new TreeSet<>(subject.metrics());
    missing.retainAll(unrecorded);
    String note =
        missing.isEmpty() ? "" : "the server does not record " + String.join(", ", missing);
    try {
      trial.ask(subject, missing.isEmpty(), found);
      failures = 0;
    } catch (RefusedException | RuleFailure e) {
      history.refused(subject.rule(), PlainText.of(String.valueOf(e.getMessage())));
      note = "the server has no result";
    } catch (CliException e) {
      if (++failures >= PATIENCE) {
        throw e;
      }
      note = e.getMessage();
    }
    return subject.rule() instanceof AlertingRule alert
        ? Optional.of(report(subject, alert, found, note))
        : Optional.empty();
  }

  private AlertReport report(
      RuleSubject subject, AlertingRule alert, RuleTrial.Findings found, String note) {
    AlertHistory past = found.past;
    if (past != null) {
      history.alert(alert, past);
    }
    return new AlertReport(
        subject.file().source().name(),
        alert.name().span().line(),
        alert.name().value(),
        found.reads,
        found.holds,
        past,
        note);
  }
}
