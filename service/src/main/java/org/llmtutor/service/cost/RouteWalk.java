package org.llmtutor.service.cost;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.llm.Deadline;
import org.llmtutor.service.llm.LlmException;
import org.llmtutor.service.llm.LlmRoute;
import org.llmtutor.service.llm.RetryPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of one call over its routes: the same again as the retry policy says, else the next one
 * that may be asked. Routes that refuse to be asked are passed over. For one thread.
 */
final class RouteWalk {

  private static final Logger LOG = LoggerFactory.getLogger(RouteWalk.class);

  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final Deque<LlmRoute> others;
  private final RetryPolicy retry;
  private Duration shortestWait = LONGEST_WAIT;
  private LlmRoute route;
  private int attempts = 1;
  private int attemptsOnRoute = 1;

  /**
   * Begins at the first route that may be asked.
   *
   * @throws ApiException 503 {@code tutor_busy} when there is none just now
   */
  RouteWalk(List<LlmRoute> routes, RetryPolicy retry) {
    this.others = new ArrayDeque<>(routes);
    this.retry = retry;
    this.route = next().orElseThrow(this::busy);
  }

  private ApiException busy() {
    return new ApiException(
        503, "tutor_busy", "The tutor is busy. Try again in a moment.", null, shortestWait);
  }

  /** The route of the current attempt. */
  LlmRoute route() {
    return route;
  }

  /** Number of the current attempt, from 1, over all routes. */
  int attempt() {
    return attempts;
  }

  /** Whether there is a route after the current one that may be asked just now. */
  boolean anotherMayBeAsked() {
    return others.stream().anyMatch(other -> other.client().mayBeAsked());
  }

  /**
   * Goes on to the next attempt, after the wait for it.
   *
   * @return false when there must be none before {@code deadline}, or the thread was interrupted
   */
  boolean goOn(LlmException failure, Deadline deadline) {
    boolean another = again(failure, deadline) || elsewhere(failure, deadline);
    if (another) {
      attempts++;
    }
    return another;
  }

  private boolean again(LlmException failure, Deadline deadline) {
    Optional<Duration> delay =
        retry.delayAfter(attemptsOnRoute, failure, ThreadLocalRandom.current());
    if (delay.isEmpty()
        || delay.get().toNanos() >= deadline.remainingNanos()
        || refuses(route)
        || !slept(delay.get())
        || refuses(route)) {
      return false;
    }
    attemptsOnRoute++;
    return true;
  }

  private boolean elsewhere(LlmException failure, Deadline deadline) {
    if (!failure.anotherMayHelp() || deadline.passed() || Thread.currentThread().isInterrupted()) {
      return false;
    }
    Optional<LlmRoute> other = next();
    other.ifPresent(
        found -> {
          LOG.warn("{} did not answer ({}); asking {}", route, failure.errorType(), found);
          route = found;
          attemptsOnRoute = 1;
        });
    return other.isPresent();
  }

  private Optional<LlmRoute> next() {
    while (!others.isEmpty()) {
      LlmRoute other = others.remove();
      if (!refuses(other)) {
        return Optional.of(other);
      }
    }
    return Optional.empty();
  }

  private boolean refuses(LlmRoute asked) {
    Optional<Duration> refusal = asked.client().refusesFor();
    refusal.filter(wait -> wait.compareTo(shortestWait) < 0).ifPresent(wait -> shortestWait = wait);
    return refusal.isPresent();
  }

  private static boolean slept(Duration delay) {
    try {
      Thread.sleep(delay.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
