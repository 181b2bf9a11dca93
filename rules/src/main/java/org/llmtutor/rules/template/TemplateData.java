package org.llmtutor.rules.template;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.llmtutor.promql.model.Labels;

/**
 * What an alert's templates are rendered with.
 *
 * @param labels the labels of the series that fired, {@code $labels}
 * @param value the value of that series, {@code $value}: a number, or a histogram's text
 * @param externalLabels what the server adds to everything it sends, {@code $externalLabels}
 * @param externalUrl where people find the server, {@code $externalURL}
 * @param time when the rule is evaluated
 * @param query answers the function {@code query}
 */
public record TemplateData(
    Labels labels,
    Object value,
    Map<String, String> externalLabels,
    String externalUrl,
    Instant time,
    Query query) {

  /** Answers queries within templates. */
  @FunctionalInterface
  public interface Query {

    /**
     * The samples of {@code expression}'s result.
     *
     * @throws RuntimeException when it has none; its message becomes part of the rendered text
     */
    List<Sample> ask(String expression);
  }

  /** One series of a query's result with its value. */
  public record Sample(Labels labels, double value) {}

  /** Data for a trial: no labels, the value 1, queries without results. */
  public static final TemplateData TRIAL =
      new TemplateData(Labels.EMPTY, 1.0, Map.of(), "", Instant.EPOCH, expression -> List.of());
}
