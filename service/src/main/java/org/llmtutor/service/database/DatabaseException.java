package org.llmtutor.service.database;

/**
 * The database could not do what was asked. Whether asking again helps is in the type: {@link
 * Unavailable} goes away with time, other failures do not.
 */
public class DatabaseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** A failure that explains itself. */
  public DatabaseException(String message) {
    super(message);
  }

  /** A failure with its cause. */
  public DatabaseException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The database is down, full, busy beyond its deadline, or closing. Nothing was written. */
  public static final class Unavailable extends DatabaseException {

    private static final long serialVersionUID = 1L;

    /** A passing failure. */
    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
