package org.llmtutor.bench.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Kills when the event it is set to happens, on the thread on which it happens, so that little time
 * passes between. Safe for concurrent use.
 */
final class Trigger {

  private record Armed(Moment.Kill kill, Runnable action, CountDownLatch done) {}

  private final AtomicReference<@Nullable Armed> armed = new AtomicReference<>();

  /** Does {@code action} at the kill's moment, or now when that does not come in time. */
  void await(Moment.Kill kill, Runnable action, Duration patience) throws InterruptedException {
    Armed set = new Armed(kill, action, new CountDownLatch(1));
    if (kill.moment() == Moment.ANY) {
      action.run();
      return;
    }
    armed.set(set);
    if (!set.done().await(patience.toMillis(), TimeUnit.MILLISECONDS)
        && armed.compareAndSet(set, null)) {
      action.run();
      return;
    }
    set.done().await();
  }

  /** A learner's message leaves. */
  void sending() {
    happened(Moment.HOLD, Moment.HOLD);
  }

  /** The provider got a call and has not answered. */
  void called() {
    happened(Moment.CALL, Moment.CALL);
  }

  /** The provider's answer is written. */
  void answered() {
    happened(Moment.SETTLE, Moment.ACKNOWLEDGE);
  }

  private void happened(Moment one, Moment other) {
    Armed set = armed.get();
    if (set == null
        || (set.kill().moment() != one && set.kill().moment() != other)
        || !armed.compareAndSet(set, null)) {
      return;
    }
    long end = System.nanoTime() + Duration.ofNanos(set.kill().delayMicros() * 1_000L).toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    set.action().run();
    set.done().countDown();
  }
}
