package org.llmtutor.promql.script;

/**
 * How one command of a script went.
 *
 * @param line where it stands, from 1
 * @param command what it asks, or the command itself when it asks nothing
 * @param status how it went
 * @param reason why it did not pass; empty when it did
 */
public record Outcome(int line, String command, Status status, String reason) {

  /** How a command went. */
  public enum Status {
    /** As the script says. */
    PASSED,
    /** Otherwise. */
    FAILED,
    /** Not at all, because it needs what the language profile leaves out. */
    SKIPPED
  }

  static Outcome passed(Command.Eval eval) {
    return new Outcome(eval.line(), eval.query(), Status.PASSED, "");
  }

  static Outcome failed(Command.Eval eval, String reason) {
    return new Outcome(eval.line(), eval.query(), Status.FAILED, reason);
  }

  static Outcome skipped(Command.Eval eval, String reason) {
    return new Outcome(eval.line(), eval.query(), Status.SKIPPED, reason);
  }
}
