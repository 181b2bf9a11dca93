package org.llmtutor.service.alerting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.rules.alerting.ActiveAlert;
import org.llmtutor.rules.alerting.AlertingRun;
import org.llmtutor.rules.alerting.GroupRun;
import org.llmtutor.rules.alerting.RuleFailure;
import org.llmtutor.rules.alerting.RuleQueries;
import org.llmtutor.rules.alerting.RuleRun;
import org.llmtutor.rules.alerting.SampleSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One rule group under evaluation. Safe for concurrent use; never evaluated twice at once. */
final class GroupTask {

  private static final Logger LOG = LoggerFactory.getLogger(GroupTask.class);

  /** What every group needs. */
  record Tools(
      RuleQueries queries,
      Recorder recorder,
      AlertListener listener,
      AlertingMetrics metrics,
      Clock clock) {

    /** The service's history holds no native histograms; rules that give some record nothing. */
    SampleSink sink() {
      return (labels, time, value, histogram) -> {
        if (histogram == null) {
          recorder.append(labels, time, value);
        }
      };
    }
  }

  private final RuleSource source;
  private final Duration interval;
  private final GroupRun run;
  private final Tools tools;
  private final Map<String, String> lastErrors = new HashMap<>();
  private boolean ended;
  private volatile GroupView view;

  GroupTask(RuleSource source, Duration interval, GroupRun run, Tools tools) {
    this.source = source;
    this.interval = interval;
    this.run = run;
    this.tools = tools;
    this.view = GroupView.of(source, interval, run, null, Duration.ZERO);
  }

  RuleSource source() {
    return source;
  }

  Duration interval() {
    return interval;
  }

  /** The group after its last evaluation. */
  GroupView view() {
    return view;
  }

  /** Evaluates all rules once and tells the listener what fires; nothing once it has ended. */
  synchronized void evaluate() {
    if (ended) {
      return;
    }
    Instant now = tools.clock().instant();
    long begin = System.nanoTime();
    List<RuleFailure> failures = run.evaluate(tools.queries(), tools.sink(), now);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    tools.metrics().evaluated(source, took, failures.size());
    log(failures);
    view = GroupView.of(source, interval, run, now, took);
    tools.listener().evaluated(source, interval, view.alerts(), now);
  }

  /** Goes on where {@code before}, which ends, stopped. */
  synchronized void adopt(GroupTask before) {
    synchronized (before) {
      before.ended = true;
      run.adopt(before.run);
      view = GroupView.of(source, interval, run, before.view.evaluated(), before.view.took());
    }
  }

  /**
   * Goes on with alerts from before a restart, unless {@code state} is older than {@code limit}.
   */
  synchronized void restore(AlertState state, Duration limit) {
    Instant now = tools.clock().instant();
    for (RuleRun rule : run.rules()) {
      if (rule instanceof AlertingRun alerting) {
        List<ActiveAlert> alerts =
            state.alerts(source, rule.rule().name().value(), rule.labels(), now, limit);
        alerting.restore(alerts);
      }
    }
    view = GroupView.of(source, interval, run, null, Duration.ZERO);
  }

  /** Stops for good: what it recorded becomes stale. */
  synchronized void end() {
    ended = true;
    run.end(tools.sink(), tools.clock().instant());
  }

  /** An error is logged when it appears or changes, not at each evaluation. */
  private void log(List<RuleFailure> failures) {
    Map<String, String> now = new HashMap<>();
    for (RuleFailure failure : failures) {
      String message = String.valueOf(failure.getMessage());
      now.put(failure.rule(), message);
      if (!message.equals(lastErrors.get(failure.rule()))) {
        LOG.warn("{}: {} cannot be evaluated: {}", source.file(), failure.rule(), message);
      }
    }
    lastErrors.clear();
    lastErrors.putAll(now);
  }
}
