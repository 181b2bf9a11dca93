package org.llmtutor.service.redis;

import java.time.Duration;
import java.util.Map;

/** Who was seen lately, as far as one place knows. */
@FunctionalInterface
public interface Sightings {

  /** Ids of those who were seen within the last {@code time}, and how long ago at the last. */
  Map<String, Duration> within(Duration time);

  /** How many those are. */
  default int count(Duration time) {
    return within(time).size();
  }
}
