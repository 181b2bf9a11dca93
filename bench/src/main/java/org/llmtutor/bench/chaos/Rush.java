package org.llmtutor.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Many messages at one moment, each from a thread of its own, each sent again until it is answered
 * or refused for want of budget. Safe for concurrent use.
 */
final class Rush {

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int TOO_MANY = 429;

  private final Client client;
  private final List<String> tokens;
  private final Supplier<List<URI>> services;
  private final Map<String, JsonNode> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final Queue<String> unanswered = new ConcurrentLinkedQueue<>();

  /**
   * A message that was refused for want of budget.
   *
   * @param sent when it was sent, by {@link System#nanoTime}
   * @param told when the refusal came
   */
  record Refusal(String requestId, long sent, long told) {}

  Rush(Client client, List<String> tokens, Supplier<List<URI>> services) {
    this.client = client;
    this.tokens = List.copyOf(tokens);
    this.services = services;
  }

  /** Sends all at once and waits until each has its answer or {@code patience} is over. */
  void run(String run, int messages, Duration patience) throws InterruptedException {
    CountDownLatch go = new CountDownLatch(1);
    long end = System.nanoTime() + patience.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      Lesson lesson = Lesson.number(run, i, tokens.size());
      Thread thread = new Thread(() -> ask(lesson, go, end), "rush-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    go.countDown();
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void ask(Lesson lesson, CountDownLatch go, long end) {
    try {
      go.await();
      for (int attempt = 1; System.nanoTime() - end < 0; attempt++) {
        if (isAnswered(lesson, attempt)) {
          return;
        }
        Thread.sleep(PAUSE.toMillis());
      }
      unanswered.add(lesson.key() + " has no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isAnswered(Lesson lesson, int attempt) {
    List<URI> up = services.get();
    URI service = up.get((lesson.key().hashCode() + attempt & Integer.MAX_VALUE) % up.size());
    String token = tokens.get(lesson.learner());
    long sent = System.nanoTime();
    Client.Outcome outcome = client.ask(service, token, lesson, attempt, lesson.streamed());
    if (outcome instanceof Client.Outcome.Acknowledged reply) {
      acknowledged.put(lesson.key(), reply.reply());
      return true;
    }
    if (outcome instanceof Client.Outcome.Refused refused
        && refused.status() == TOO_MANY
        && refused.body().contains("budget_exceeded")) {
      refusals.add(new Refusal(lesson.requestId(attempt), sent, System.nanoTime()));
      return true;
    }
    if (outcome instanceof Client.Outcome.Broken) {
      broken.add(lesson.requestId(attempt));
    }
    return false;
  }

  Map<String, JsonNode> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  Set<String> broken() {
    return Set.copyOf(broken);
  }

  List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  List<String> unanswered() {
    return List.copyOf(unanswered);
  }
}
