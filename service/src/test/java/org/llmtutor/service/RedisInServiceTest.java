package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.database.TestAddress;
import org.llmtutor.service.redis.Eventually;
import org.llmtutor.service.redis.TestRedis;

/**
 * Two whole services on one Redis. One story, in order: to start two services for each step would
 * take minutes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RedisInServiceTest {

  private static final String OPS_TOKEN = "ops_0123456789abcdef";
  private static final String HELLO = "{\"message\":\"Hello\"}";
  private static final int MESSAGES = 4;

  @TempDir static Path directory;
  private static TestRedis redis;
  private static TestTutor one;
  private static TestTutor two;
  private static String ada = "";
  private static String bob = "";

  /** Learners whom both know: a second file is a copy of the first, a server is the same one. */
  @BeforeAll
  static void startTwo() throws IOException {
    redis = TestRedis.start();
    Path first = Files.createDirectory(directory.resolve("one"));
    Path second = Files.createDirectory(directory.resolve("two"));
    try (TestTutor before = start(first)) {
      ada = before.register();
      bob = before.register();
    }
    try (Stream<Path> files = Files.list(first)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, second.resolve(file.getFileName()));
      }
    }
    redis.flush();
    one = start(first);
    two = start(second);
  }

  private static TestTutor start(Path data) {
    Path database = TestAddress.isPostgres() ? directory : data;
    return TestTutor.start(
        data,
        "database.url=" + TestAddress.in(database),
        "redis.url=" + redis.url(),
        "redis.timeout=5s",
        "redis.activeInterval=100ms",
        "redis.probeInterval=100ms",
        "healthChecks.cacheFor=1ms",
        "accounts.operatorToken=" + OPS_TOKEN,
        "accounts.registrationsPerMinute=2",
        "console.attemptsPerMinute=2",
        "chat.messagesPerMinute=" + MESSAGES);
  }

  @AfterAll
  static void stop() {
    two.close();
    one.close();
    redis.close();
  }

  private static String redisOf(TestTutor tutor) {
    return tutor.get("/health", "").json().get("redis").asText();
  }

  private static int say(TestTutor tutor, String learner) {
    return tutor.post("/api/chat/message", learner, HELLO).status();
  }

  private static int logIn(TestTutor tutor) {
    String body = "{\"token\":\"ops_a-wrong-token-0000\"}";
    return tutor.post("/console/session", "", body, "X-Console", "1").status();
  }

  private static int register(TestTutor tutor) {
    return tutor.post("/api/users", "", "{\"display_name\":\"Kim\"}").status();
  }

  @Test
  @Order(1)
  void healthAndMetricsTellOfRedis() {
    assertThat(redisOf(one)).isEqualTo("connected");
    assertThat(redisOf(two)).isEqualTo("connected");
    String page = one.get("/metrics", "").body();
    assertThat(page)
        .contains(
            "health_check_up{check=\"redis\",required=\"false\",} 1.0",
            "# TYPE rate_limit_fallback_total counter",
            "rate_limit_fallback_total{limit=\"chat\",} 0.0",
            "rate_limit_fallback_total{limit=\"login\",} 0.0",
            "rate_limit_fallback_total{limit=\"registration\",} 0.0",
            "redis_failures_total{reason=\"timeout\",} 0.0");
  }

  /** Fault 30, over two instances. */
  @Test
  @Order(2)
  void messagesRegistrationsAndLogInsAreLimitedTogether() {
    for (int i = 0; i < MESSAGES; i++) {
      assertThat(say(i % 2 == 0 ? one : two, ada)).isEqualTo(200);
    }
    assertThat(say(one, ada)).isEqualTo(429);
    assertThat(say(two, ada)).isEqualTo(429);
    assertThat(register(one)).isEqualTo(201);
    assertThat(register(two)).isEqualTo(201);
    assertThat(register(one)).isEqualTo(429);
    assertThat(logIn(one)).isEqualTo(401);
    assertThat(logIn(two)).isEqualTo(401);
    assertThat(logIn(one)).isEqualTo(429);
    assertThat(redis.texts())
        .anyMatch(text -> text.startsWith("tutor:limit:login:"))
        .noneMatch(text -> text.contains("127.0.0.1"));
  }

  @Test
  @Order(3)
  void bothShowTheSameActiveLearners() throws Exception {
    Eventually.that(
        "both show one", () -> one.metric("active_users") == 1 && two.metric("active_users") == 1);
  }

  /** Fault 10. */
  @Test
  @Order(4)
  void fault10AFlushedRedisIsToldByTheLedger() throws Exception {
    // With a file each, either knows of one message, whoever tells it; a server has both.
    int known = TestAddress.isPostgres() ? 2 : 1;
    assertThat(say(one, bob)).isEqualTo(200);
    assertThat(say(two, bob)).isEqualTo(200);
    redis.flush();
    Eventually.that(
        "the ledger is told",
        () -> redis.texts().stream().anyMatch(text -> text.startsWith("tutor:limit:chat:")));
    for (int i = known; i < MESSAGES; i++) {
      assertThat(say(two, bob)).isEqualTo(200);
    }
    assertThat(say(one, bob)).isEqualTo(429);
    Eventually.that("both are active", () -> one.metric("active_users") == 2);
  }

  /** Fault 9. */
  @Test
  @Order(5)
  void fault9WithoutRedisEachInstanceLimitsByItselfAndSaysSo() throws Exception {
    redis.kill();
    Eventually.that("the first notices", () -> redisOf(one).equals("disconnected"));
    TestTutor.Reply health = one.get("/health", "");
    assertThat(health.status()).isEqualTo(200);
    assertThat(health.json().get("status").asText()).isEqualTo("degraded");
    assertThat(health.json().at("/checks/redis/message").asText())
        .contains("each instance limits by itself")
        .doesNotContain("127.0.0.1");
    int taken = 0;
    for (int i = 0; i < 2 * MESSAGES; i++) {
      taken += say(one, ada) == 200 ? 1 : 0;
    }
    assertThat(taken).isBetween(1, 2 * MESSAGES - 1);
    assertThat(one.metric("rate_limit_fallback_total{limit=\"chat\"")).isEqualTo(2 * MESSAGES);
    assertThat(one.metric("health_check_up{check=\"redis\"")).isZero();
    redis.restart();
    Eventually.that("in use again", () -> redisOf(one).equals("connected"));
  }

  @Test
  @Order(6)
  void aMalformedUrlStopsTheStartWithoutBeingRepeated() {
    assertThatThrownBy(
            () -> TestTutor.start(directory, "redis.url=redis://:canary@host/zero").close())
        .hasMessageContaining("redis.url (REDIS_URL)")
        .hasMessageContaining("redis://host:6379/0")
        .hasMessageNotContaining("canary");
  }
}
