package org.llmtutor.service.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.llmtutor.service.http.MinuteLimiter;
import org.llmtutor.service.http.RateLimiter;
import org.llmtutor.service.telemetry.LabeledCounter;

/**
 * A limit over all instances: a number in Redis for each key that took something, gone a minute
 * after the first. Without Redis this instance's own limiter decides, which knows what was taken
 * here. Safe for concurrent use.
 */
final class SharedLimiter implements RateLimiter {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  /**
   * Limit and window → 0 when one was taken, else the milliseconds to wait. Keys expire by the wall
   * clock of Redis: when it is put back they would live longer than a window.
   */
  private static final Script TAKE =
      new Script(
          """
          local used = tonumber(redis.call('GET', KEYS[1]) or '0')
          local left = redis.call('PTTL', KEYS[1])
          local window = tonumber(ARGV[2])
          if used > 0 and (left < 0 or left > window) then
            redis.call('PEXPIRE', KEYS[1], window)
            left = window
          end
          if used >= tonumber(ARGV[1]) then
            return math.max(1, left)
          end
          redis.call('INCR', KEYS[1])
          if used == 0 then
            redis.call('PEXPIRE', KEYS[1], window)
          end
          return 0
          """);

  private static final Script GIVE_BACK =
      new Script(
          """
          if tonumber(redis.call('GET', KEYS[1]) or '0') > 0 then
            redis.call('DECR', KEYS[1])
          end
          return 0
          """);

  /** Count and remaining milliseconds: a key that has taken less is set to them. */
  private static final Script KNOW =
      new Script(
          """
          if tonumber(redis.call('GET', KEYS[1]) or '0') < tonumber(ARGV[1]) then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
          end
          return 0
          """);

  private final RedisLink link;
  private final String name;
  private final MinuteLimiter own;
  private final LabeledCounter fallbacks;

  SharedLimiter(RedisLink link, String name, MinuteLimiter own, LabeledCounter fallbacks) {
    this.link = link;
    this.name = name;
    this.own = own;
    this.fallbacks = fallbacks;
    fallbacks.add(0, name);
  }

  @Override
  public int perMinute() {
    return own.perMinute();
  }

  @Override
  public Optional<Duration> take(String key) {
    Optional<Duration> ownWait = own.take(key);
    List<String> limit = List.of(Integer.toString(perMinute()), millis(WINDOW));
    Optional<Long> wait = link.call(redis -> TAKE.run(redis, redisKey(key), limit));
    if (wait.isEmpty()) {
      fallbacks.inc(name);
      return ownWait;
    }
    if (wait.get() == 0) {
      return Optional.empty();
    }
    if (ownWait.isEmpty()) {
      own.giveBack(key);
    }
    return Optional.of(Duration.ofMillis(wait.get()));
  }

  @Override
  public void giveBack(String key) {
    own.giveBack(key);
    link.call(redis -> GIVE_BACK.run(redis, redisKey(key), List.of()));
  }

  /** Tells a Redis that lost everything what was taken in the last minute. */
  void know(Supplier<Map<String, Taken>> taken) {
    taken
        .get()
        .forEach(
            (key, some) -> {
              Duration left = WINDOW.minus(some.since());
              if (some.count() > 0 && left.compareTo(Duration.ZERO) > 0) {
                List<String> state = List.of(Integer.toString(some.count()), millis(left));
                link.callInBackground(redis -> KNOW.run(redis, redisKey(key), state));
              }
            });
  }

  private String redisKey(String key) {
    return link.key("limit:" + name + ":" + Pseudonym.of(key));
  }

  private static String millis(Duration duration) {
    return Long.toString(Math.max(1, duration.toMillis()));
  }
}
