package org.llmtutor.cli.failure;

/**
 * Ends a command: the message is the one line a person sees (value, problem, remedy), the code is
 * what the shell sees. Carries no stack trace, because it tells of the world and not of a defect.
 */
public final class CliException extends RuntimeException {

  private final int exitCode;

  private CliException(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** What was asked about failed or could not be reached ({@link ExitCode#FAILED}). */
  public static CliException failed(String message) {
    return new CliException(ExitCode.FAILED, message);
  }

  /** The command was not understood ({@link ExitCode#USAGE}). */
  public static CliException usage(String message) {
    return new CliException(ExitCode.USAGE, message);
  }

  /** The exit code, one of {@link ExitCode}. */
  public int exitCode() {
    return exitCode;
  }

  /** The one line for a person; never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
