package org.llmtutor.service.redis;

import com.google.common.base.Ticker;
import com.google.common.collect.Iterables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who was seen on any instance within a time: a sorted set in Redis, by the clock of Redis. This
 * instance tells it in the background whom it saw, and reads how many there are. Safe for
 * concurrent use.
 */
final class SharedSightings implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedSightings.class);
  private static final int BATCH = 500;

  /** Window, most members, then pairs of age and member → how many there are. */
  private static final Script TELL =
      new Script(
          """
          local time = redis.call('TIME')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          local window = tonumber(ARGV[1])
          for i = 3, #ARGV, 2 do
            local at = now - tonumber(ARGV[i])
            local known = redis.call('ZSCORE', KEYS[1], ARGV[i + 1])
            if not known or tonumber(known) < at then
              redis.call('ZADD', KEYS[1], string.format('%.0f', at), ARGV[i + 1])
            end
          end
          redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', string.format('%.0f', now - window))
          local over = redis.call('ZCARD', KEYS[1]) - tonumber(ARGV[2])
          if over > 0 then
            redis.call('ZREMRANGEBYRANK', KEYS[1], 0, over - 1)
          end
          redis.call('PEXPIRE', KEYS[1], window)
          return redis.call('ZCARD', KEYS[1])
          """);

  private final RedisLink link;
  private final String key;
  private final Duration window;
  private final int max;
  private final Sightings own;
  private final Ticker ticker;

  private String toldGeneration = "";
  private long toldAt;
  private volatile int count;
  private volatile boolean counted;

  SharedSightings(
      RedisLink link, String name, Duration window, int max, Sightings own, Ticker ticker) {
    this.link = link;
    this.key = link.key(name);
    this.window = window;
    this.max = max;
    this.own = own;
    this.ticker = ticker;
  }

  /** How many at the last count; empty while Redis is not in use. */
  Optional<Integer> count() {
    return counted && link.failure().isEmpty() ? Optional.of(count) : Optional.empty();
  }

  /** Tells Redis whom this instance saw since it was told last, all of them when it was empty. */
  @Override
  public void run() {
    try {
      long now = ticker.read();
      String generation = link.generation();
      boolean all = !generation.equals(toldGeneration);
      Duration since = all ? window : Duration.ofNanos(now - toldAt).plusSeconds(1);
      if (tell(own.within(since.compareTo(window) < 0 ? since : window))) {
        toldAt = now;
        toldGeneration = generation;
      } else {
        counted = false;
      }
    } catch (RuntimeException e) {
      // An exception would end the counts for good.
      LOG.error("active learners could not be told to Redis", e);
    }
  }

  /** Tells Redis of others' sightings; false when it could not be told. */
  boolean tell(Map<String, Duration> seen) {
    if (seen.isEmpty()) {
      return tellBatch(List.of());
    }
    for (List<Map.Entry<String, Duration>> batch : Iterables.partition(seen.entrySet(), BATCH)) {
      if (!tellBatch(batch)) {
        return false;
      }
    }
    return true;
  }

  private boolean tellBatch(List<Map.Entry<String, Duration>> batch) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Long.toString(window.toMillis()));
    arguments.add(Integer.toString(max));
    for (Map.Entry<String, Duration> one : batch) {
      arguments.add(Long.toString(Math.max(0, one.getValue().toMillis())));
      arguments.add(Pseudonym.of(one.getKey()));
    }
    Optional<Long> now = link.callInBackground(redis -> TELL.run(redis, key, arguments));
    now.ifPresent(
        many -> {
          count = many.intValue();
          counted = true;
        });
    return now.isPresent();
  }
}
