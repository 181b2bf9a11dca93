package org.llmtutor.rules.query;

import java.time.Duration;
import java.util.List;

/**
 * What a project asks of its rules.
 *
 * @param scrapeInterval how often its targets are scraped; positive
 * @param keepLabels labels that every aggregation must keep
 * @param requiredLabels labels that every alert must have
 * @param requiredAnnotations annotations that every alert must have
 * @param flapsPerHour how often within an hour an alert may fire and not count as flapping
 * @param disable ids or areas of checks that do not run
 */
public record CheckSettings(
    Duration scrapeInterval,
    List<String> keepLabels,
    List<String> requiredLabels,
    List<String> requiredAnnotations,
    int flapsPerHour,
    List<String> disable) {

  /** What holds when nothing is asked. */
  public static final CheckSettings DEFAULTS =
      new CheckSettings(Duration.ofSeconds(15), List.of(), List.of(), List.of(), 3, List.of());

  /** Copies the lists. */
  public CheckSettings {
    keepLabels = List.copyOf(keepLabels);
    requiredLabels = List.copyOf(requiredLabels);
    requiredAnnotations = List.copyOf(requiredAnnotations);
    disable = List.copyOf(disable);
  }

  /** The same for targets that are scraped every {@code interval}. */
  public CheckSettings withScrapeInterval(Duration interval) {
    return new CheckSettings(
        interval, keepLabels, requiredLabels, requiredAnnotations, flapsPerHour, disable);
  }
}
