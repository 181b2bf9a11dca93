package org.llmtutor.service.llm;

import java.time.Duration;

/** A moment on the monotonic clock by which something must have ended. */
public record Deadline(long startNanos, long endNanos) {

  /** {@code length} from now. */
  public static Deadline after(Duration length) {
    long now = System.nanoTime();
    return new Deadline(now, now + length.toNanos());
  }

  /** What is left; zero or less when it has passed. */
  public long remainingNanos() {
    return endNanos - System.nanoTime();
  }

  /** Whether it has passed. */
  public boolean passed() {
    return remainingNanos() <= 0;
  }

  /** Since it was made. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** The same start, ending {@code length} from now unless it ends sooner anyway. */
  public Deadline shortenedTo(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    return end - endNanos < 0 ? new Deadline(startNanos, end) : this;
  }
}
