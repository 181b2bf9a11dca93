package org.llmtutor.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.llmtutor.service.cost.RecentCalls;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.exercise.RecentSubmissions;
import org.llmtutor.service.redis.Taken;

/** What the database knows of the last hour, for a Redis that lost everything. */
final class RecentActivity {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final RecentCalls calls;
  private final RecentSubmissions submissions;
  private final Clock clock;

  RecentActivity(Database database, int maxLearners, Clock clock) {
    this.calls = new RecentCalls(database, maxLearners);
    this.submissions = new RecentSubmissions(database, maxLearners);
    this.clock = clock;
  }

  /** The messages of the last minute, by learner. */
  Map<String, Taken> messages() {
    Instant now = clock.instant();
    Map<String, Taken> messages = new HashMap<>();
    calls
        .since(now.minus(MINUTE))
        .forEach(
            (learner, some) ->
                messages.put(learner, new Taken(some.messages(), age(some.first(), now))));
    return messages;
  }

  /** Learners with a call or a submission within the last {@code time}. */
  Map<String, Duration> learners(Duration time) {
    Instant now = clock.instant();
    Map<String, Duration> ages = new HashMap<>();
    calls
        .since(now.minus(time))
        .forEach((learner, some) -> ages.put(learner, age(some.last(), now)));
    submissions
        .since(now.minus(time))
        .forEach(
            (learner, last) ->
                ages.merge(learner, age(last, now), (a, b) -> a.compareTo(b) < 0 ? a : b));
    return ages;
  }

  private static Duration age(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
