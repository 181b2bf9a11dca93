package org.llmtutor.service.alerting;

import java.time.Instant;
import java.util.Set;

/**
 * What a channel knows of a group. Immutable.
 *
 * @param at when it was told last
 * @param firing the fingerprints that fired then
 */
record Told(Instant at, Set<String> firing) {

  /** A channel that has not been told anything. */
  static final Told NOTHING = new Told(Instant.MIN, Set.of());

  Told {
    firing = Set.copyOf(firing);
  }
}
