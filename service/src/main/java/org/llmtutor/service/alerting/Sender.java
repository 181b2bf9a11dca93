package org.llmtutor.service.alerting;

import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queue and the thread of one channel. {@link #submit} returns at once; a notification is tried
 * several times, then given up. Safe for concurrent use.
 */
final class Sender implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private record Item(Notification notification, CompletableFuture<Outcome> outcome) {}

  private final Channel channel;
  private final DeliveryConfig config;
  private final AlertingMetrics metrics;
  private final RandomGenerator random;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Item> queue = new ArrayDeque<>();
  private boolean stopped;
  private boolean failing;
  private final Thread thread;

  Sender(Channel channel, DeliveryConfig config, AlertingMetrics metrics, RandomGenerator random) {
    this.channel = channel;
    this.config = config;
    this.metrics = metrics;
    this.random = random;
    this.thread = new Thread(this::run, "alert-channel-" + channel.name());
    thread.setDaemon(true);
    metrics.channel(channel.name());
  }

  String name() {
    return channel.name();
  }

  @Override
  public void start() {
    thread.start();
  }

  /** Sends what waits, for a moment; the rest is dropped. */
  @Override
  public void stop() throws InterruptedException {
    lock.lock();
    try {
      stopped = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.join(PATIENCE.toMillis());
    thread.interrupt();
    for (Item item = next(false); item != null; item = next(false)) {
      end(item, Outcome.DROPPED);
    }
  }

  /** Queues {@code notification}; the future ends, on any thread, with what became of it. */
  CompletableFuture<Outcome> submit(Notification notification) {
    Item item = new Item(notification, new CompletableFuture<>());
    Item oldest = null;
    lock.lock();
    try {
      if (stopped) {
        oldest = item;
      } else {
        oldest = queue.size() < config.maxQueued() ? null : queue.pollFirst();
        queue.addLast(item);
        metrics.queued(channel.name(), queue.size());
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (oldest != null) {
      end(oldest, Outcome.DROPPED);
    }
    return item.outcome();
  }

  private void run() {
    try {
      for (Item item = next(true); item != null; item = next(true)) {
        deliver(item);
      }
    } catch (InterruptedException e) {
      LOG.debug("{}: stopped", channel.name());
    }
  }

  private void deliver(Item item) throws InterruptedException {
    try {
      end(item, attempts(item.notification()) ? Outcome.SENT : Outcome.FAILED);
    } catch (InterruptedException e) {
      end(item, Outcome.DROPPED);
      throw e;
    } catch (RuntimeException e) {
      LOG.error("channel {}: a notification could not be written", channel.name(), e);
      end(item, Outcome.FAILED);
    }
  }

  private boolean attempts(Notification notification) throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        channel.send(notification);
        recovered();
        return true;
      } catch (DeliveryException.Refused e) {
        failed(e);
        return false;
      } catch (DeliveryException.Unavailable e) {
        failed(e);
        if (attempt >= config.maxAttempts()
            || !pause(config.delayAfter(attempt, e.retryAfter(), random))) {
          return false;
        }
      } catch (DeliveryException e) {
        throw new IllegalStateException("there is no third kind", e);
      }
    }
  }

  /** One line when it begins to fail, one when it works again. */
  private void failed(DeliveryException e) {
    if (!failing) {
      LOG.warn("channel {}: {}", channel.name(), e.getMessage());
      failing = true;
    }
  }

  private void recovered() {
    if (failing) {
      LOG.info("channel {}: works again", channel.name());
      failing = false;
    }
  }

  /** Waits; false when the service stops meanwhile. */
  private boolean pause(Duration wait) throws InterruptedException {
    long left = wait.toNanos();
    lock.lock();
    try {
      while (left > 0 && !stopped) {
        left = changed.awaitNanos(left);
      }
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  /** The oldest that waits; null when the service stops and none does, or none and not to wait. */
  private @Nullable Item next(boolean wait) throws InterruptedException {
    lock.lock();
    try {
      while (wait && queue.isEmpty() && !stopped) {
        changed.await();
      }
      Item item = queue.pollFirst();
      metrics.queued(channel.name(), queue.size());
      return item;
    } finally {
      lock.unlock();
    }
  }

  private void end(Item item, Outcome outcome) {
    metrics.notified(channel.name(), outcome);
    item.outcome().complete(outcome);
  }
}
