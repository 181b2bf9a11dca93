package org.llmtutor.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.TestTutor.Reply;

/** Log-in, what the cookie is good for, and its end. */
class SessionTest {

  private static final String DATA = "/api/ops/costs";

  @TempDir static Path shared;
  private static final Later CLOCK = new Later();
  private static TestTutor tutor;

  /** The system's clock, some time later. */
  private static final class Later extends Clock {

    private volatile Duration offset = Duration.ZERO;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(offset);
    }
  }

  @BeforeAll
  static void start() {
    tutor = start(shared, "console.attemptsPerMinute=1000", "console.maxSessions=50");
  }

  private static TestTutor start(Path directory, String... overrides) {
    return TestTutor.start(CLOCK, directory, overrides);
  }

  @AfterAll
  static void stop() {
    tutor.close();
  }

  @AfterEach
  void resetClock() {
    CLOCK.offset = Duration.ZERO;
  }

  private static Reply send(TestTutor to, String token, String... headers) {
    String[] all = with(headers, "X-Console", "1");
    return to.post("/console/session", "", "{\"token\":\"" + token + "\"}", all);
  }

  private static String[] with(String[] headers, String name, String value) {
    return Stream.concat(Stream.of(name, value), Stream.of(headers)).toArray(String[]::new);
  }

  /** Logs in and returns what a browser sends from then on. */
  private static String logIn(TestTutor to) {
    Reply reply = send(to, to.operatorToken());
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    String cookie = reply.header("Set-Cookie");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private static String logIn() {
    return logIn(tutor);
  }

  private static int read(TestTutor from, String cookie, String... headers) {
    return from.get(DATA, "", with(headers, "Cookie", cookie)).status();
  }

  private static int read(String cookie, String... headers) {
    return read(tutor, cookie, headers);
  }

  @Test
  void theTokenGivesACookieThatReadsTheOperatorsApi() {
    String cookie = logIn();
    assertThat(read(cookie)).isEqualTo(200);
    assertThat(
            tutor.get("/console/session", "", "Cookie", cookie).json().get("expires_at").asText())
        .isNotEmpty();
  }

  @Test
  void theCookieIsOutOfReachOfScriptsAndOtherSites() {
    Reply reply = send(tutor, tutor.operatorToken());
    assertThat(reply.header("Set-Cookie"))
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
        .doesNotContain("Secure", "Domain", tutor.operatorToken());
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.body()).doesNotContain(tutor.operatorToken(), "ses_");
  }

  @Test
  void behindTlsTheCookieNeverTravelsInTheClear(@TempDir Path directory) {
    try (TestTutor behind =
        start(directory, "server.applicationConnectors[0].useForwardedHeaders=true")) {
      Reply reply = send(behind, behind.operatorToken(), "X-Forwarded-Proto", "https");
      assertThat(reply.header("Set-Cookie")).contains(";Secure");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tutor_console=", "tutor_console=ses_0123456789012345678901"})
  void withoutASessionThereIsNothing(String cookie) {
    assertThat(read(cookie)).isEqualTo(401);
    assertThat(tutor.get("/console/session", "", "Cookie", cookie).status()).isEqualTo(401);
  }

  @Test
  void theTokenItselfIsNoCookie() {
    assertThat(read("tutor_console=" + tutor.operatorToken())).isEqualTo(401);
  }

  @Test
  void tooManyWrongTokensLockTheAddressOut(@TempDir Path directory) {
    try (TestTutor strict = start(directory, "console.attemptsPerMinute=3")) {
      for (int time = 1; time <= 5; time++) {
        assertThat(logIn(strict)).as("the right one is no attempt").isNotEmpty();
      }
      for (int attempt = 1; attempt <= 3; attempt++) {
        Reply wrong = send(strict, "ops_this-is-not-the-token");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().get("code").asText()).isEqualTo("wrong_token");
        assertThat(wrong.header("Set-Cookie")).isEmpty();
      }
      Reply locked = send(strict, strict.operatorToken());
      assertThat(locked.status()).isEqualTo(429);
      assertThat(locked.header("Retry-After")).matches("[1-9][0-9]?");
      assertThat(strict.get(DATA, strict.operatorToken()).status())
          .as("the token itself goes on to work")
          .isEqualTo(200);
    }
  }

  @Test
  void aLearnersTokenDoesNotLogIn() {
    assertThat(send(tutor, tutor.register()).status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"token\":null}", "{\"token\":\"\"}", "null", ""})
  void noTokenIsAWrongToken(String body) {
    assertThat(tutor.post("/console/session", "", body, "X-Console", "1").status()).isEqualTo(401);
  }

  @Test
  void otherSitesCanNeitherLogInNorOut() {
    String cookie = logIn();
    String body = "{\"token\":\"" + tutor.operatorToken() + "\"}";
    assertThat(tutor.post("/console/session", "", body).status()).isEqualTo(403);
    assertThat(tutor.send("DELETE", "/console/session", "", "").status()).isEqualTo(403);
    assertThat(read(cookie)).isEqualTo(200);
    assertThat(read(cookie, "Sec-Fetch-Site", "cross-site")).isEqualTo(401);
    assertThat(read(cookie, "Sec-Fetch-Site", "same-site")).isEqualTo(401);
    assertThat(read(cookie, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
  }

  @Test
  void theCookieChangesNothing() {
    String cookie = logIn();
    Reply change =
        tutor.send("PUT", "/api/ops/classes/7b", "", "{\"title\":\"7b\"}", "Cookie", cookie);
    assertThat(change.status()).isEqualTo(401);
    Reply withHeader =
        tutor.send("PUT", "/api/ops/classes/7b", "", "{}", "Cookie", cookie, "X-Console", "1");
    assertThat(withHeader.status()).isEqualTo(401);
  }

  @Test
  void theCookieIsNoLearner() {
    assertThat(tutor.get("/api/me", "", "Cookie", logIn()).status()).isEqualTo(401);
  }

  @Test
  void aTokenThatIsSentCountsAndNotTheCookie() {
    assertThat(tutor.get(DATA, tutor.register(), "Cookie", logIn()).status()).isEqualTo(403);
  }

  @Test
  void loggingOutEndsTheSession() {
    String cookie = logIn();
    Reply out =
        tutor.send("DELETE", "/console/session", "", "", "Cookie", cookie, "X-Console", "1");
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    assertThat(read(cookie)).isEqualTo(401);
  }

  @Test
  void aSessionEndsWithItsLifetimeHoweverMuchItIsUsed() {
    String cookie = logIn();
    CLOCK.offset = Duration.ofHours(11);
    assertThat(read(cookie)).isEqualTo(200);
    CLOCK.offset = Duration.ofHours(12).plusSeconds(1);
    assertThat(read(cookie)).isEqualTo(401);
  }

  @Test
  void theOldestSessionMakesRoom(@TempDir Path directory) {
    try (TestTutor small = start(directory, "console.maxSessions=2")) {
      String first = logIn(small);
      CLOCK.offset = Duration.ofSeconds(1);
      String second = logIn(small);
      CLOCK.offset = Duration.ofSeconds(2);
      String third = logIn(small);
      assertThat(read(small, first)).isEqualTo(401);
      assertThat(read(small, second)).isEqualTo(200);
      assertThat(read(small, third)).isEqualTo(200);
    }
  }

  @Test
  void aSessionOutlivesARestartButNotItsToken(@TempDir Path directory) {
    String cookie;
    try (TestTutor first = start(directory)) {
      cookie = logIn(first);
    }
    try (TestTutor again = start(directory)) {
      assertThat(read(again, cookie)).isEqualTo(200);
    }
    try (TestTutor off = start(directory, "console.enabled=false")) {
      assertThat(read(off, cookie)).as("without a console").isEqualTo(401);
    }
    String token = "accounts.operatorToken=another-token-of-operators";
    try (TestTutor changed = start(directory, token)) {
      assertThat(read(changed, cookie)).as("with another token").isEqualTo(401);
    }
  }
}
