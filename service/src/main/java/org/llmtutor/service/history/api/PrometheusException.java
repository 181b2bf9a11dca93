package org.llmtutor.service.history.api;

import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.PromqlSyntaxException;
import org.llmtutor.service.telemetry.ExpectedFailure;

/**
 * A failure that the Prometheus API tells its caller as {@code
 * {"status":"error","errorType":"bad_data","error":"…"}}. Only operators call it, so messages may
 * repeat parts of what was sent, as Prometheus' do.
 */
public final class PrometheusException extends RuntimeException implements ExpectedFailure {

  private static final long serialVersionUID = 1L;

  private final ErrorType type;
  private final String error;

  /**
   * A failure.
   *
   * @param type what went wrong
   * @param error for a person: the value, its problem and the remedy
   */
  public PrometheusException(ErrorType type, String error) {
    super(type.text() + ": " + error);
    this.type = type;
    this.error = error;
  }

  /** A failure whose sentence is that of {@code cause}. */
  public PrometheusException(ErrorType type, PromqlException cause) {
    this(type, sentence(cause));
  }

  /** A parameter that cannot be read because of {@code cause}. */
  public static PrometheusException badParameter(String name, PromqlException cause) {
    return badParameter(name, sentence(cause));
  }

  /** A parameter that cannot be read, in Prometheus' form. */
  public static PrometheusException badParameter(String name, String problem) {
    return new PrometheusException(
        ErrorType.BAD_DATA, "invalid parameter \"" + name + "\": " + problem);
  }

  /** The problems of a syntax error come with their remedies. */
  private static String sentence(PromqlException cause) {
    boolean whole = cause instanceof PromqlSyntaxException || cause.remedy().isEmpty();
    return whole ? cause.problem() : cause.problem() + "; " + cause.remedy();
  }

  /** What went wrong. */
  public ErrorType type() {
    return type;
  }

  /** The sentence for a person. */
  public String error() {
    return error;
  }
}
