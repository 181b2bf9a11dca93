package org.llmtutor.cli.output;

import java.io.PrintWriter;

/**
 * A line on standard error that tells, after one second and then every second, what a command waits
 * for. Nothing is shown where standard error is not a terminal; closing wipes the line.
 */
public final class Progress implements AutoCloseable {

  private static final long EVERY_MILLIS = 1000;

  private final PrintWriter err;
  private String what;
  private final int width;
  private final Thread thread;
  private boolean shown;
  private boolean closed;

  private Progress(PrintWriter err, String what, int width) {
    this.err = err;
    this.what = what;
    this.width = width;
    this.thread = new Thread(this::run, "progress");
    thread.setDaemon(true);
  }

  /** Starts to tell that {@code what} is under way. */
  public static Progress start(Terminal terminal, PrintWriter err, String what) {
    Progress progress = new Progress(err, PlainText.of(what), terminal.width() - 1);
    if (terminal.interactiveErrors()) {
      progress.thread.start();
    }
    return progress;
  }

  /** Tells of something else from now on. */
  public synchronized void update(String now) {
    what = PlainText.of(now);
  }

  private synchronized void run() {
    try {
      for (int seconds = 1; ; seconds++) {
        wait(EVERY_MILLIS);
        if (closed) {
          return;
        }
        String line = DisplayWidth.cut(what + " (" + seconds + "s)", width, "...");
        err.print("\r\u001b[K" + line);
        err.flush();
        shown = true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    notifyAll();
    if (shown) {
      err.print("\r\u001b[K");
      err.flush();
      shown = false;
    }
  }
}
