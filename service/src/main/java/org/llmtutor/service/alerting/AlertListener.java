package org.llmtutor.service.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.llmtutor.rules.alerting.ActiveAlert;

/** Hears what rules say. Methods return at once and are safe for concurrent use. */
interface AlertListener {

  /** A group has been evaluated; {@code alerts} are all that it has. */
  void evaluated(RuleSource source, Duration interval, List<ActiveAlert> alerts, Instant now);

  /** From now on only sources that pass {@code known} are evaluated. */
  void keepOnly(Predicate<RuleSource> known, Instant now);
}
