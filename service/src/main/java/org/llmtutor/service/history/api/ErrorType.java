package org.llmtutor.service.history.api;

/** What went wrong, in the words of the Prometheus API, each with its HTTP status. */
public enum ErrorType {
  /** A parameter is missing or cannot be read. */
  BAD_DATA("bad_data", 400),
  /** The query is well formed and has no result, or needs more than is allowed. */
  EXECUTION("execution", 422),
  /** The query took too long. */
  TIMEOUT("timeout", 503),
  /** The query was ended before it had a result. */
  CANCELED("canceled", 503),
  /** The service has too much to do, or is not ready. */
  UNAVAILABLE("unavailable", 503),
  /** There is no such thing. */
  NOT_FOUND("not_found", 404);

  private final String text;
  private final int status;

  ErrorType(String text, int status) {
    this.text = text;
    this.status = status;
  }

  /** As {@code errorType} has it. */
  public String text() {
    return text;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }
}
