package org.llmtutor.promql.script;

import org.llmtutor.promql.PromqlException;

/** A text that is not a script. */
public final class ScriptException extends PromqlException {

  private final int line;

  /**
   * See {@link PromqlException}.
   *
   * @param line where it stands, from 1
   */
  ScriptException(int line, String problem, String remedy) {
    super("line " + line + ": " + problem, remedy);
    this.line = line;
  }

  /** The line that it is about, from 1. */
  public int line() {
    return line;
  }
}
