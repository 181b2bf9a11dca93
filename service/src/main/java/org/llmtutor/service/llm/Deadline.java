package org.llmtutor.service.llm;

import java.time.Duration;

/** A moment on the monotonic clock by which something must have ended. */
record Deadline(long startNanos, long endNanos) {

  /** {@code length} from now. */
  static Deadline after(Duration length) {
    long now = System.nanoTime();
    return new Deadline(now, now + length.toNanos());
  }

  /** What is left; zero or less when it has passed. */
  long remainingNanos() {
    return endNanos - System.nanoTime();
  }

  /** Whether it has passed. */
  boolean passed() {
    return remainingNanos() <= 0;
  }

  /** Since it was made. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** The same start, ending {@code length} from now unless it ends sooner anyway. */
  Deadline shortenedTo(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    return end - endNanos < 0 ? new Deadline(startNanos, end) : this;
  }
}
