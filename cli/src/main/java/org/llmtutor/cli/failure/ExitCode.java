package org.llmtutor.cli.failure;

/** Exit codes, the same for every command. */
public final class ExitCode {

  /** All went well. */
  public static final int OK = 0;

  /** What was asked about failed or could not be reached. */
  public static final int FAILED = 1;

  /** The command was not understood: arguments, options, context file. */
  public static final int USAGE = 2;

  /** The command ran and found problems in what it was given. */
  public static final int PROBLEMS = 3;

  private ExitCode() {}
}
