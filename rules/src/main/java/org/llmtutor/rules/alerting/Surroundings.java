package org.llmtutor.rules.alerting;

import java.util.Map;

/**
 * What rules can know of the server that evaluates them.
 *
 * @param externalLabels what it adds to all it sends
 * @param externalUrl where people find it
 */
public record Surroundings(Map<String, String> externalLabels, String externalUrl) {

  /** A server that is not configured. */
  public static final Surroundings NONE = new Surroundings(Map.of(), "");

  /** Copies the labels. */
  public Surroundings {
    externalLabels = Map.copyOf(externalLabels);
  }
}
