package org.llmtutor.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Learners who send new messages all the time, and those without a reply again with the same key
 * until there is one. Safe for concurrent use.
 */
final class Classroom {

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration AGAIN_SOON = Duration.ofMillis(100);
  private static final Duration AGAIN_LATER = Duration.ofMillis(500);
  private static final int CONFLICT = 409;
  private static final int TOO_MANY = 429;

  private final String run;
  private final Client client;
  private final Trigger trigger;
  private final List<String> tokens;
  private final Supplier<List<URI>> services;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final Queue<Again> waiting =
      new PriorityBlockingQueue<>(64, Comparator.comparingLong(Again::due));
  private final Map<String, JsonNode> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();
  private final Map<Integer, AtomicInteger> refused = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean noMore;
  private volatile boolean stopped;

  /** A message whose next attempt is due at {@link System#nanoTime} {@code due}. */
  private record Again(Lesson lesson, int attempt, long due) {}

  /**
   * Learners of one run.
   *
   * @param services where the service can be reached just now
   */
  Classroom(
      String run,
      Client client,
      Trigger trigger,
      List<String> tokens,
      Supplier<List<URI>> services) {
    this.run = run;
    this.client = client;
    this.trigger = trigger;
    this.tokens = List.copyOf(tokens);
    this.services = services;
  }

  void start(int concurrency) {
    for (int i = 0; i < concurrency; i++) {
      Thread thread = new Thread(this::work, "learner-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** Lets nobody begin a new message and waits until every one has its reply; false if not. */
  boolean drain(Duration patience) throws InterruptedException {
    noMore = true;
    long end = System.nanoTime() + patience.toNanos();
    while (open.get() > 0 && System.nanoTime() - end < 0) {
      Thread.sleep(PAUSE.toMillis());
    }
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    return open.get() == 0;
  }

  private void work() {
    while (!stopped) {
      List<URI> up = services.get();
      Again todo = up.isEmpty() ? null : take();
      if (todo == null) {
        pause();
      } else {
        URI service = up.get((todo.lesson().learner() + todo.attempt()) % up.size());
        attempt(service, todo.lesson(), todo.attempt());
      }
    }
  }

  private @Nullable Again take() {
    Again again = waiting.poll();
    if (again != null && again.due() - System.nanoTime() <= 0) {
      return again;
    }
    if (again != null) {
      waiting.add(again);
    }
    if (noMore) {
      return null;
    }
    open.incrementAndGet();
    return new Again(lesson(next.getAndIncrement()), 1, 0);
  }

  private void attempt(URI service, Lesson lesson, int attempt) {
    trigger.sending();
    String token = tokens.get(lesson.learner());
    Client.Outcome outcome = client.ask(service, token, lesson, attempt, lesson.streamed());
    if (outcome instanceof Client.Outcome.Acknowledged reply) {
      acknowledged.put(lesson.key(), reply.reply());
      open.decrementAndGet();
    } else if (outcome instanceof Client.Outcome.Refused refusal) {
      refused.computeIfAbsent(refusal.status(), s -> new AtomicInteger()).incrementAndGet();
      refused(lesson, attempt, refusal);
    } else {
      if (outcome instanceof Client.Outcome.Broken) {
        broken.add(lesson.requestId(attempt));
      }
      again(lesson, attempt, AGAIN_SOON);
    }
  }

  /** Busy and failing services are asked again; any other refusal should not be. */
  private void refused(Lesson lesson, int attempt, Client.Outcome.Refused refusal) {
    int status = refusal.status();
    if (status >= 500 || status == CONFLICT || status == TOO_MANY) {
      again(lesson, attempt, AGAIN_LATER);
    } else {
      unexpected.add(lesson.key() + " was answered " + status + ": " + refusal.body());
      open.decrementAndGet();
    }
  }

  private void again(Lesson lesson, int attempt, Duration pause) {
    waiting.add(new Again(lesson, attempt + 1, System.nanoTime() + pause.toNanos()));
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      stopped = true;
    }
  }

  /** The first whole reply to each key. */
  Map<String, JsonNode> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  int replies() {
    return acknowledged.size();
  }

  /** Ids of requests that were sent and got no whole reply. */
  Set<String> broken() {
    return Set.copyOf(broken);
  }

  /** Refusals that no kill explains. */
  List<String> unexpected() {
    return List.copyOf(unexpected);
  }

  /** Refusals by status, those that were asked again. */
  Map<Integer, Integer> refusals() {
    Map<Integer, Integer> counts = new TreeMap<>();
    refused.forEach((status, count) -> counts.put(status, count.get()));
    return counts;
  }

  /** How many messages were begun. */
  int sent() {
    return next.get();
  }

  /** The nth message of the run. */
  Lesson lesson(int number) {
    return Lesson.number(run, number, tokens.size());
  }

  /** The learners' tokens. */
  List<String> tokens() {
    return tokens;
  }
}
