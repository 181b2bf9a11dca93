package org.llmtutor.service.redis;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what happens in the background. */
public final class Eventually {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /** Returns when {@code happened} is true; fails after a minute. */
  public static void that(String what, Callable<Boolean> happened) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!happened.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + DEADLINE.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
