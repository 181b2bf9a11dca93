package org.llmtutor.cli.context;

import java.time.Duration;

/** Monotonic time that passes, as opposed to the time of day. */
public interface Ticker {

  /** Nanoseconds since some fixed point. */
  long nanos();

  /** Lets this much time pass. */
  void sleep(Duration duration);

  /** The machine's own. */
  static Ticker system() {
    return new Ticker() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public void sleep(Duration duration) {
        try {
          Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }
}
