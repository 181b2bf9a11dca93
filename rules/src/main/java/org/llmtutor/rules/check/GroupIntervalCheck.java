package org.llmtutor.rules.check;

import java.time.Duration;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.query.CheckSettings;
import org.llmtutor.rules.yaml.YamlScalar;

/** Finds groups that are evaluated too rarely for their series to live, or needlessly often. */
final class GroupIntervalCheck implements RuleCheck {

  private static final Duration LOOKBACK = Duration.ofMinutes(5);

  private final CheckSettings settings;

  GroupIntervalCheck(CheckSettings settings) {
    this.settings = settings;
  }

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "group/interval", Severity.WARNING, "Groups run at least every five minutes.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.groups()
        .forEach(group -> group.field("interval").ifPresent(text -> check(text, reporter)));
  }

  private void check(YamlScalar text, Reporter reporter) {
    Duration interval;
    try {
      interval = PromDuration.parse(text.value()).toDuration();
    } catch (PromqlException e) {
      return; // another check says so
    }
    if (interval.compareTo(LOOKBACK) > 0) {
      reporter.report(
          text.span(),
          Quoted.of(text.value())
              + ": longer than the five minutes for which a sample counts, so that recorded series"
              + " and ALERTS have gaps",
          "use 5m or less");
    } else if (!interval.isZero() && interval.compareTo(settings.scrapeInterval()) < 0) {
      reporter.report(
          Severity.INFO,
          text.span(),
          Quoted.of(text.value())
              + ": shorter than a scrape of "
              + new PromDuration(settings.scrapeInterval().toMillis())
              + ", so that rules see the same samples again",
          "use the scrape interval or a multiple");
    }
  }
}
