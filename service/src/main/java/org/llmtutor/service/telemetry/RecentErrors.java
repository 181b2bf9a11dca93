package org.llmtutor.service.telemetry;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last failures of this process, for operators to begin with: replies with a status of 500 and
 * above, and ERROR lines of the log. No messages, which could hold what a user wrote. A reply and
 * the log line of the same request are one entry. Bounded; safe for concurrent use.
 */
public final class RecentErrors {

  private static final int USUAL = 100;

  private final Clock clock;
  private final Deque<Entry> entries = new ArrayDeque<>();
  private int max = USUAL;
  private long total;

  RecentErrors(Clock clock) {
    this.clock = clock;
  }

  /** Keeps the last {@code count} from now on. */
  public synchronized void keep(int count) {
    max = count;
    trim();
  }

  /**
   * One failure.
   *
   * @param at when it was last heard of
   * @param requestId of the request that failed, if it was one
   * @param method HTTP method
   * @param route route template
   * @param status of the reply
   * @param code stable code of the reply
   * @param logger who logged it
   * @param exception class of what was thrown
   */
  public record Entry(
      Instant at,
      @Nullable String requestId,
      @Nullable String method,
      @Nullable String route,
      @Nullable Integer status,
      @Nullable String code,
      @Nullable String logger,
      @Nullable String exception) {}

  /** The entries, newest first. */
  public synchronized List<Entry> newestFirst() {
    List<Entry> list = new ArrayList<>(entries);
    Collections.reverse(list);
    return list;
  }

  /** How many there have been since the start, including those that are no longer kept. */
  public synchronized long total() {
    return total;
  }

  synchronized void replied(
      String requestId, String method, String route, int status, @Nullable String code) {
    Entry logged = take(entry -> requestId.equals(entry.requestId()) && entry.status() == null);
    add(
        new Entry(
            clock.instant(),
            requestId,
            method,
            route,
            status,
            code,
            logged == null ? null : logged.logger(),
            logged == null ? null : logged.exception()));
  }

  synchronized void logged(
      @Nullable String requestId,
      @Nullable String method,
      @Nullable String route,
      String logger,
      @Nullable String exception) {
    Entry earlier =
        requestId == null
            ? null
            : take(entry -> requestId.equals(entry.requestId()) && entry.logger() == null);
    Instant now = clock.instant();
    add(
        earlier == null
            ? new Entry(now, requestId, method, route, null, null, logger, exception)
            : new Entry(
                now,
                requestId,
                method,
                route,
                earlier.status(),
                earlier.code(),
                logger,
                exception));
  }

  private void add(Entry entry) {
    total++;
    entries.addLast(entry);
    trim();
  }

  private void trim() {
    while (entries.size() > max) {
      entries.removeFirst();
    }
  }

  /** Takes an entry out, to be put back with what is known by now. */
  private @Nullable Entry take(Predicate<Entry> wanted) {
    for (Entry entry : entries) {
      if (wanted.test(entry)) {
        entries.remove(entry);
        total--;
        return entry;
      }
    }
    return null;
  }
}
