package org.llmtutor.service.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.http.RateLimiter;
import redis.clients.jedis.RedisClient;

/** Limits of two instances on one real Redis. */
class SharedLimiterTest {

  private static final String ADA = "01JADA00000000000000000000";
  private static final int LIMIT = 20;

  private final List<AutoCloseable> open = new ArrayList<>();
  private TestRedis server;

  @BeforeEach
  void startRedis() {
    server = keep(TestRedis.start());
  }

  @AfterEach
  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }

  @Test
  void instancesShareALimitAndGiveBackToIt() throws Exception {
    RateLimiter first = chat(keep(Instance.of(server.url())), 3, Map.of());
    RateLimiter second = chat(keep(Instance.of(server.url())), 3, Map.of());
    assertThat(first.take(ADA)).isEmpty();
    assertThat(second.take(ADA)).isEmpty();
    assertThat(first.take(ADA)).isEmpty();
    assertThat(second.take(ADA)).isPresent();
    assertThat(first.take(ADA).orElseThrow())
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofMinutes(1));
    assertThat(second.take("someone else")).isEmpty();
    second.giveBack(ADA);
    assertThat(first.take(ADA)).isEmpty();
    assertThat(second.take(ADA)).isPresent();
  }

  /** Fault 30, on several instances. */
  @Test
  void manyAtOnceTakeExactlyTheLimit() throws Exception {
    RateLimiter first = chat(keep(Instance.of(server.url())), LIMIT, Map.of());
    RateLimiter second = chat(keep(Instance.of(server.url())), LIMIT, Map.of());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    AtomicInteger taken = new AtomicInteger();
    List<Callable<Boolean>> takes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      RateLimiter limiter = i % 2 == 0 ? first : second;
      takes.add(() -> limiter.take(ADA).isEmpty() && taken.incrementAndGet() > 0);
    }
    try {
      for (Future<Boolean> one : threads.invokeAll(takes)) {
        assertThat(one).isDone();
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(taken).hasValue(LIMIT);
  }

  @Test
  void keysExpireAndHoldNoIds() throws Exception {
    RateLimiter limiter = chat(keep(Instance.of(server.url())), 3, Map.of());
    assertThat(limiter.take(ADA)).isEmpty();
    assertThat(server.texts()).isNotEmpty().noneMatch(text -> text.contains(ADA));
    try (RedisClient client = server.client()) {
      assertThat(client.keys("*"))
          .hasSize(3)
          .allSatisfy(key -> assertThat(client.pttl(key)).isPositive());
    }
  }

  /** Fault 31: with the clock an hour back a key would live for an hour and a minute. */
  @Test
  void aClockThatIsPutBackLocksNobodyOut() throws Exception {
    RateLimiter limiter = chat(keep(Instance.of(server.url())), 1, Map.of());
    assertThat(limiter.take(ADA)).isEmpty();
    try (RedisClient client = server.client()) {
      String key = client.keys("t:limit:*").iterator().next();
      client.pexpire(key, Duration.ofHours(1).toMillis());
      assertThat(limiter.take(ADA).orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(1));
      assertThat(client.pttl(key)).isLessThanOrEqualTo(60_000);
    }
  }

  @Tag("fault-09")
  @Test
  void fault9WithoutRedisEachInstanceLimitsByItself() throws Exception {
    Instance one = keep(Instance.of(server.url()));
    RateLimiter limiter = chat(one, 3, Map.of());
    assertThat(limiter.take(ADA)).isEmpty();
    assertThat(one.metric("rate_limit_fallback_total", "limit", "chat")).isZero();
    assertThat(one.problem()).isEmpty();

    server.kill();
    assertThat(limiter.take(ADA)).isEmpty();
    assertThat(limiter.take(ADA)).isEmpty();
    assertThat(limiter.take(ADA)).as("what was taken before counts too").isPresent();
    assertThat(one.metric("rate_limit_fallback_total", "limit", "chat")).isEqualTo(3);
    assertThat(one.metric("redis_failures_total", "reason", "unreachable")).isPositive();
    assertThat(one.problem()).isEqualTo("Redis cannot be reached; each instance limits by itself.");

    server.restart();
    Eventually.that("Redis is in use again", () -> one.problem().isEmpty());
    assertThat(limiter.take("someone else")).isEmpty();
    assertThat(one.metric("rate_limit_fallback_total", "limit", "chat")).isEqualTo(3);
  }

  @Test
  void anInstanceStartsWithoutRedisAndFindsItLater() throws Exception {
    server.kill();
    Instance one = keep(Instance.of(server.url()));
    RateLimiter limiter = chat(one, 1, Map.of());
    assertThat(limiter.take(ADA)).isEmpty();
    assertThat(limiter.take(ADA)).isPresent();
    assertThat(one.problem()).contains("cannot be reached");
    server.restart();
    Eventually.that("Redis is in use", () -> one.problem().isEmpty());
  }

  @Tag("fault-10")
  @Test
  void fault10AFlushedOrRestartedRedisIsToldWhatWasTaken() throws Exception {
    Map<String, Taken> ledger = Map.of(ADA, new Taken(3, Duration.ofSeconds(10)));
    Instance one = keep(Instance.of(server.url()));
    RateLimiter limiter = chat(one, 3, ledger);
    assertThat(limiter.take(ADA)).as("told at the start, as Redis was empty").isPresent();

    server.flush();
    Eventually.that("told after a flush", () -> !limitKeys().isEmpty());
    Duration wait = limiter.take(ADA).orElseThrow();
    assertThat(wait).isLessThanOrEqualTo(Duration.ofSeconds(50));

    server.kill();
    assertThat(limiter.take("someone else")).isEmpty();
    server.restart();
    Eventually.that("told after a restart", () -> !limitKeys().isEmpty());
    Eventually.that("in use after a restart", () -> one.problem().isEmpty());
    assertThat(limiter.take(ADA)).isPresent();
    assertThat(limiter.take("another")).isEmpty();
  }

  @Test
  void aRedisThatKnowsIsNotToldAgain() throws Exception {
    keep(Instance.of(server.url()).start());
    RateLimiter second = chat(keep(Instance.of(server.url())), 3, taken(3));
    assertThat(second.take(ADA)).isEmpty();
  }

  @Test
  void aHungRedisCostsOneDeadlineAndNotOneEach() throws Exception {
    Instance one = keep(Instance.of(server.url(), 1_000));
    RateLimiter limiter = chat(one, LIMIT, Map.of());
    assertThat(limiter.take(ADA)).isEmpty();
    server.hang(600_000);
    long start = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      Optional<Duration> unused = limiter.take("key " + i);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(one.metric("rate_limit_fallback_total", "limit", "chat")).isEqualTo(100);
    assertThat(one.problem()).contains("does not answer in time");
    assertThat(one.metric("redis_failures_total", "reason", "timeout")).isPositive();
  }

  @Test
  void aPeerThatNeverAnswersDoesNotHoldTheStart() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      Instance one = keep(Instance.of("redis://127.0.0.1:" + silent.getLocalPort()));
      RateLimiter limiter = chat(one, 1, Map.of());
      assertThat(limiter.take(ADA)).isEmpty();
      assertThat(limiter.take(ADA)).isPresent();
      assertThat(one.problem()).contains("does not answer in time");
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutThePassword() throws Exception {
    TestRedis guarded = keep(TestRedis.start("requirepass right-canary"));
    Instance wrong = keep(Instance.withPassword(guarded.url(), "wrong-canary").start());
    assertThat(wrong.problem())
        .contains("refuses the user or the password")
        .doesNotContain("canary");
    Instance none = keep(Instance.of(guarded.url()).start());
    assertThat(none.problem()).contains("refuses the user or the password");
    Instance right = keep(Instance.withPassword(guarded.url(), "right-canary").start());
    assertThat(right.problem()).isEmpty();
  }

  @Test
  void aRedisWithoutMemoryIsNotInUse() throws Exception {
    TestRedis full = keep(TestRedis.start("maxmemory 1", "maxmemory-policy noeviction"));
    Instance one = keep(Instance.of(full.url()).start());
    assertThat(one.problem()).contains("out of memory");
  }

  /** What the guide says that a user of an ACL needs. */
  @Test
  void aUserWithTheDocumentedRightsIsEnough() throws Exception {
    TestRedis guarded =
        keep(
            TestRedis.start(
                "user default off",
                "user tutor on >canary ~t:* +@read +@write +@scripting +@connection +info +time"));
    String url = guarded.url().replace("//", "//tutor:canary@");
    Instance one = keep(Instance.of(url));
    RateLimiter limiter = chat(one, 1, taken(1));
    assertThat(one.problem()).isEmpty();
    assertThat(limiter.take(ADA)).as("Redis was told").isPresent();
    assertThat(limiter.take("someone else")).isEmpty();
    assertThat(one.metric("rate_limit_fallback_total", "limit", "chat")).isZero();
  }

  private static RateLimiter chat(Instance instance, int perMinute, Map<String, Taken> ledger)
      throws Exception {
    RateLimiter limiter = instance.redis.perMinute("chat", perMinute, 1_000, () -> ledger);
    instance.start();
    return limiter;
  }

  private static Map<String, Taken> taken(int count) {
    return Map.of(ADA, new Taken(count, Duration.ofSeconds(1)));
  }

  private Set<String> limitKeys() {
    try (RedisClient client = server.client()) {
      return client.keys("t:limit:*");
    }
  }

  private <T extends AutoCloseable> T keep(T closeable) {
    open.add(closeable);
    return closeable;
  }
}
