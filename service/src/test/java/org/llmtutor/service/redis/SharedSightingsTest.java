package org.llmtutor.service.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Active learners of two instances on one real Redis. */
class SharedSightingsTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Map<String, Duration> seenByFirst = new ConcurrentHashMap<>();
  private final Map<String, Duration> seenBySecond = new ConcurrentHashMap<>();
  private final Map<String, Duration> stored = new ConcurrentHashMap<>();
  private TestRedis server;
  private Instance one;
  private Instance two;
  private IntSupplier first;
  private IntSupplier second;

  @BeforeEach
  void startTwo() throws Exception {
    server = TestRedis.start();
    one = Instance.of(server.url());
    two = Instance.of(server.url());
    first = one.redis.countSeen("active", HOUR, 1_000, within(seenByFirst), within(stored));
    second = two.redis.countSeen("active", HOUR, 1_000, within(seenBySecond), within(stored));
    one.start();
    two.start();
  }

  @AfterEach
  void closeAll() {
    two.close();
    one.close();
    server.close();
  }

  private static Sightings within(Map<String, Duration> seen) {
    return time -> {
      Map<String, Duration> some = new ConcurrentHashMap<>(seen);
      some.values().removeIf(age -> age.compareTo(time) > 0);
      return some;
    };
  }

  private void eventuallyBothCount(int count) throws Exception {
    Eventually.that(
        "both count " + count, () -> first.getAsInt() == count && second.getAsInt() == count);
  }

  @Test
  void bothInstancesCountTheLearnersOfBothOnce() throws Exception {
    seenByFirst.putAll(Map.of("ada", Duration.ZERO, "bob", Duration.ZERO));
    seenBySecond.putAll(Map.of("bob", Duration.ZERO, "kim", Duration.ZERO));
    eventuallyBothCount(3);
    assertThat(server.texts()).noneMatch(text -> text.matches("ada|bob|kim"));
  }

  @Test
  void manyAreToldInSeveralBatches() throws Exception {
    for (int i = 0; i < 900; i++) {
      seenByFirst.put("learner " + i, Duration.ZERO);
    }
    eventuallyBothCount(900);
  }

  @Test
  void theBoundHoldsOverAllInstances() throws Exception {
    for (int i = 0; i < 700; i++) {
      seenByFirst.put("one " + i, Duration.ZERO);
      seenBySecond.put("two " + i, Duration.ZERO);
    }
    eventuallyBothCount(1_000);
  }

  @Test
  void whoWasLastSeenBeforeTheHourIsNotCounted() throws Exception {
    seenByFirst.put("ada", Duration.ZERO);
    eventuallyBothCount(1);
    double longAgo = System.currentTimeMillis() - HOUR.toMillis() - 60_000.0;
    try (RedisClient client = server.client()) {
      client.zadd("t:active", longAgo, "old");
    }
    eventuallyBothCount(1);
    try (RedisClient client = server.client()) {
      assertThat(client.pttl("t:active")).isPositive().isLessThanOrEqualTo(HOUR.toMillis());
    }
  }

  @Tag("fault-09")
  @Test
  void fault9WithoutRedisEachInstanceCountsItsOwn() throws Exception {
    seenByFirst.put("ada", Duration.ZERO);
    seenBySecond.putAll(Map.of("bob", Duration.ZERO, "kim", Duration.ZERO));
    eventuallyBothCount(3);
    server.kill();
    Eventually.that("each counts its own", () -> first.getAsInt() == 1 && second.getAsInt() == 2);
    server.restart();
    eventuallyBothCount(3);
  }

  @Tag("fault-10")
  @Test
  void fault10AFlushedRedisIsToldByTheDatabaseAndByEachInstance() throws Exception {
    seenByFirst.put("ada", Duration.ofMinutes(30));
    seenBySecond.put("bob", Duration.ofMinutes(40));
    stored.put("someone whose instance is gone", Duration.ofMinutes(50));
    server.flush();
    eventuallyBothCount(3);
  }
}
