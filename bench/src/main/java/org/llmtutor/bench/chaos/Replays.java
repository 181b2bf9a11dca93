package org.llmtutor.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Sends keys that have their reply again and again. Safe for concurrent use. */
final class Replays {

  private static final int MOST_FOUND = 100;

  private final Client client;
  private final URI service;
  private final List<String> tokens;
  private final List<Lesson> lessons;
  private final Map<String, JsonNode> replies;
  private final AtomicLong next = new AtomicLong();
  private final Queue<String> found = new ConcurrentLinkedQueue<>();

  /** Replays the lessons that have a reply. */
  Replays(
      Client client,
      URI service,
      List<String> tokens,
      List<Lesson> lessons,
      Map<String, JsonNode> replies) {
    this.client = client;
    this.service = service;
    this.tokens = List.copyOf(tokens);
    this.lessons = lessons.stream().filter(lesson -> replies.containsKey(lesson.key())).toList();
    this.replies = Map.copyOf(replies);
  }

  /** Sends so many, and every key at least once; returns what was not the first reply. */
  List<String> run(long wanted, int concurrency) throws InterruptedException {
    long all = Math.max(wanted, lessons.size());
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < concurrency; i++) {
      Thread thread = new Thread(() -> work(all), "replay-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return List.copyOf(found);
  }

  private void work(long all) {
    for (long n = next.getAndIncrement();
        n < all && found.size() < MOST_FOUND;
        n = next.getAndIncrement()) {
      Lesson lesson = lessons.get((int) (n % lessons.size()));
      JsonNode first = replies.get(lesson.key());
      String token = tokens.get(lesson.learner());
      Client.Outcome again = client.ask(service, token, lesson, 0, false);
      boolean same =
          again instanceof Client.Outcome.Acknowledged reply && reply.reply().equals(first);
      if (!same) {
        found.add(lesson.key() + ": first " + first + ", then " + again);
      }
    }
  }
}
