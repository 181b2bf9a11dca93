package org.llmtutor.service.account;

import java.time.Duration;

/**
 * What operators' log-ins with a browser may take.
 *
 * @param lifetime how long a log-in lasts, however much it is used
 * @param maxSessions log-ins at once; a further one ends the oldest
 * @param attemptsPerMinute wrong tokens that one address may send a minute
 * @param maxAddresses addresses whose attempts are counted at most
 */
public record SessionLimits(
    Duration lifetime, int maxSessions, int attemptsPerMinute, int maxAddresses) {

  /** Checks the bounds. */
  public SessionLimits {
    if (lifetime.isNegative() || lifetime.isZero()) {
      throw new IllegalArgumentException("'" + lifetime + "': a log-in must last longer than zero");
    }
    if (maxSessions < 1 || attemptsPerMinute < 1 || maxAddresses < 1) {
      throw new IllegalArgumentException("every limit of log-ins must be a positive number");
    }
  }
}
