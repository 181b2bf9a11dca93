package org.llmtutor.rules.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Value;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.problem.SourceText;

class BacktestTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void waitsAsLongAsForAsks() {
    AlertHistory history = history("for: 3m", "##.####..");
    assertThat(history.firings())
        .containsExactly(new Firing(labels("a"), minute(6), minute(7), false));
    assertThat(history.total()).isEqualTo(MINUTE);
  }

  @Test
  void keepsFiringAsLongAsTheRuleAsks() {
    assertThat(history("keep_firing_for: 2m", "#.#......").firings())
        .containsExactly(new Firing(labels("a"), minute(0), minute(5), false));
  }

  @Test
  void countsEachAlertOfARuleButTheTimeOnce() {
    AlertHistory history = history("for: 0s", "##..##..", ".##.#...");
    assertThat(history.firings()).hasSize(4);
    assertThat(history.total()).isEqualTo(Duration.ofMinutes(5));
    assertThat(history.longest()).isEqualTo(Duration.ofMinutes(2));
    assertThat(history.firingNow()).isZero();
    assertThat(history.lastEnd()).contains(minute(6));
  }

  @Test
  void knowsWhatFiresStill() {
    AlertHistory history = history("for: 1m", "...###");
    assertThat(history.firingNow()).isEqualTo(1);
    assertThat(history.lastEnd()).isEmpty();
    assertThat(history.total()).isEqualTo(MINUTE);
    assertThat(history.share()).isEqualTo(0.2);
  }

  @Test
  void findsTheHourInWhichAnAlertFiredMostOften() {
    AlertHistory history = history("for: 0s", "#" + ".".repeat(59) + "#.#.#", "#.".repeat(2));
    AlertHistory.Burst worst = history.worst(Duration.ofHours(1)).orElseThrow();
    assertThat(worst.labels()).isEqualTo(labels("a"));
    assertThat(worst.times()).isEqualTo(3);
    assertThat(worst.since()).isEqualTo(minute(60));
  }

  @Test
  void tellsOfNothingWhereNothingWasEvaluated() {
    AlertHistory history = history("for: 1m");
    assertThat(history.firings()).isEmpty();
    assertThat(history.share()).isZero();
    assertThat(history.worst(MINUTE)).isEmpty();
  }

  private static Instant minute(int minute) {
    return Instant.EPOCH.plus(MINUTE.multipliedBy(minute));
  }

  private static Labels labels(String series) {
    return Labels.of("alertname", "A", "severity", "page", "series", series);
  }

  /** One text for each series, a character for each minute: # where the expression holds. */
  private static AlertHistory history(String field, String... holding) {
    String yaml =
        """
        groups:
          - name: g
            rules:
              - alert: A
                expr: x > 1
                labels: {severity: page}
                annotations: {summary: "{{ query \\"nonsense(\\" }}"}
                %s
        """
            .formatted(field);
    List<Object> problems = new ArrayList<>();
    RuleFile file = new RuleFileReader().read(new SourceText("r.yml", yaml), problems::add);
    assertThat(problems).isEmpty();
    RuleGroup group = file.groups().findFirst().orElseThrow();
    Backtest backtest = new Backtest(group, file.alerts().findFirst().orElseThrow(), MINUTE);
    int length = 0;
    for (String series : holding) {
      length = Math.max(length, series.length());
    }
    for (int i = 0; i < length; i++) {
      List<Value.Sample> results = new ArrayList<>();
      for (int s = 0; s < holding.length; s++) {
        if (i < holding[s].length() && holding[s].charAt(i) == '#') {
          Labels labels = Labels.of("__name__", "x", "series", "" + (char) ('a' + s));
          results.add(new Value.Sample(labels, minute(i).toEpochMilli(), 2, null));
        }
      }
      backtest.evaluate(minute(i), results);
    }
    return backtest.history();
  }
}
