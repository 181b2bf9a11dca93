package org.llmtutor.bench.replay;

import java.io.PrintWriter;
import picocli.CommandLine.Help.Ansi;

/** One line that is rewritten, on a terminal only. Safe for concurrent use. */
final class Progress {

  private static final String START_OF_LINE = "\r";
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintWriter err;
  private final boolean shown;

  /** Shows itself on {@code err} when the process stands on a terminal, unless NO_COLOR is set. */
  Progress(PrintWriter err) {
    this.err = err;
    this.shown = Ansi.AUTO.enabled();
  }

  synchronized void show(int done, int all) {
    if (shown) {
      err.print(START_OF_LINE + "replayed " + done + " of " + all);
      err.flush();
    }
  }

  synchronized void clear() {
    if (shown) {
      err.print(ERASE_LINE);
      err.flush();
    }
  }
}
