package org.llmtutor.cli.query;

/** The server was asked and did not evaluate the query. */
public final class RefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * A refusal.
   *
   * @param type the API's type of error, such as {@code execution}
   * @param message what the server says, as it may be shown
   */
  RefusedException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  /** Whether less at once may be had: the query ran into a limit or out of time. */
  public boolean tooMuch() {
    return type.equals("timeout")
        || getMessage().contains("too many samples")
        || getMessage().contains("maximum");
  }

  /** What the server says, as it may be shown; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
