package org.llmtutor.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DropwizardExtensionsSupport.class)
class ErrorRepliesTest {

  private static final DropwizardAppExtension<EdgeApplication.EdgeConfiguration> APP =
      EdgeApplication.extension();

  /** One parsed reply. */
  private record Reply(int status, String head, String body) {

    JsonNode json() throws IOException {
      return new ObjectMapper().readTree(body);
    }
  }

  @Test
  void answersARefusalWithItsCodeAndTimes() throws IOException {
    Reply reply = get("/api/things/refused");
    assertThat(reply.status).isEqualTo(429);
    assertThat(reply.head).contains("Retry-After: 2").contains("Cache-Control: no-store");
    assertError(reply, "budget_exceeded");
    assertThat(reply.json().get("resets_at").asText()).isEqualTo("2026-01-02T00:00:00Z");
  }

  @Test
  void answersAnUnexpectedFailureWithoutItsText() throws IOException {
    Reply reply = get("/api/things/failing");
    assertThat(reply.status).isEqualTo(500);
    assertError(reply, "internal");
  }

  @Test
  void reshapesErrorsThatWereBuiltByHand() throws IOException {
    Reply reply = get("/api/things/by-hand");
    assertThat(reply.status).isEqualTo(403);
    assertError(reply, "forbidden");
  }

  @Test
  void answersUnknownAddressesMethodsAndTypes() throws IOException {
    assertError(get("/nowhere"), "not_found");
    assertError(exchange("DELETE", "/api/things/1"), "method_not_allowed");
    assertThat(exchange("DELETE", "/api/things/1").head).contains("Allow: ");
    assertError(exchange("GET", "/api/things", "Accept: image/png"), "not_acceptable");
    assertError(exchange("TRACE", "/api/things"), "method_not_allowed");
    assertError(exchange("BREW", "/api/things"), "method_not_allowed");
    assertError(exchange("PUT", "/metrics"), "method_not_allowed");
  }

  @Test
  void answersWhatJettyRefusesInTheSameShape() throws IOException {
    assertError(get("/%zz"), "bad_request");
    assertError(get("/a/%2e%2e/b"), "bad_request");
    assertError(exchange("GET", "/", "X-Big: " + "x".repeat(20_000)), "headers_too_large");
    assertError(exchange("GET", "/", "Host: twice"), "bad_request");
  }

  @Test
  @Tag("fault-28")
  void refusesWhatIsNotJsonWithoutRepeatingIt() throws IOException {
    assertBadJson("{\"name\": canary");
    assertBadJson("{\"name\":\"a\",\"name\":\"canary\"}");
    assertBadJson("{\"name\":\"a\"} canary");
    assertBadJson("canary");
    assertThat(post("{\"name\":\"\u0000canary".getBytes(StandardCharsets.UTF_8)).status)
        .isEqualTo(400);
    byte[] notUtf8 = "{\"name\":\"canary??\"}".getBytes(StandardCharsets.UTF_8);
    notUtf8[15] = (byte) 0xC3;
    notUtf8[16] = (byte) 0x28;
    Reply reply = post(notUtf8);
    assertThat(reply.status).isEqualTo(400);
    assertError(reply, "invalid_json");
  }

  @Test
  @Tag("fault-29")
  void refusesDeepJsonAndLongNumbersAtOnce() throws IOException {
    String deep = "{\"inner\":".repeat(25_000);
    String number = "{\"size\":" + "9".repeat(10_000) + "}";
    assertThat(quickest(deep)).isLessThan(Duration.ofMillis(50));
    assertThat(quickest(number)).isLessThan(Duration.ofMillis(50));
  }

  /** The best of some tries: a shared machine may take any one of them away. */
  private static Duration quickest(String body) throws IOException {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long start = System.nanoTime();
      assertBadJson(body);
      best = Math.min(best, System.nanoTime() - start);
    }
    return Duration.ofNanos(best);
  }

  @Test
  void takesNoValueForOneOfAnotherKind() throws IOException {
    for (String body :
        List.of(
            "{\"name\":5}",
            "{\"name\":true}",
            "{\"name\":\"a\",\"size\":\"2\"}",
            "{\"name\":\"a\",\"size\":1.9}")) {
      Reply reply = post(body.getBytes(StandardCharsets.UTF_8));
      assertThat(reply.status).as(body).isEqualTo(422);
      assertError(reply, "invalid_request");
    }
  }

  @Test
  void refusesAnEncodingItCannotRead() throws IOException {
    assertError(
        exchange("POST", "/api/things", "Content-Encoding: br", "Content-Length: 0"),
        "unsupported_media_type");
  }

  @Test
  void suggestsTheFieldThatWasMeant() throws IOException {
    Reply reply = post("{\"nmae\":\"canary\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status).isEqualTo(422);
    assertError(reply, "unknown_field");
    assertThat(reply.body).contains("did you mean 'name'?");
  }

  @Test
  void listsTheKnownFieldsAndHidesAStrangeName() throws IOException {
    Reply reply = post("{\"canary \\u001b[31m\":1}".getBytes(StandardCharsets.UTF_8));
    assertError(reply, "unknown_field");
    assertThat(reply.body).contains("known are inner, name, size");
  }

  @Test
  void namesTheFieldOfAWrongKind() throws IOException {
    Reply reply = post("{\"name\":\"a\",\"size\":\"canary\"}".getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status).isEqualTo(422);
    assertError(reply, "invalid_request");
    assertThat(reply.body).contains("'size'");
  }

  @Test
  void saysWhichConstraintIsBrokenInEnglish() throws IOException {
    Reply reply = post("{\"name\":\" \"}".getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status).as(reply.body).isEqualTo(422);
    assertError(reply, "invalid_request");
    assertThat(reply.body).contains("'name' must not be blank");
    assertThat(post(new byte[0]).status).isIn(400, 422);
  }

  @Test
  void answersHeadAndOptionsSanely() throws IOException {
    Reply head = exchange("HEAD", "/nowhere");
    assertThat(head.status).isEqualTo(404);
    assertThat(head.body).isEmpty();
    assertThat(exchange("HEAD", "/api/things").status).isEqualTo(200);
    assertThat(exchange("OPTIONS", "/api/things").head)
        .startsWith("HTTP/1.1 200")
        .contains("Allow:");
  }

  @Test
  void keepsAWellFormedRequestIdAndReplacesAnother() throws IOException {
    Reply kept = exchange("GET", "/api/things/7", "X-Request-Id: trace-0123");
    assertThat(kept.head).contains("X-Request-Id: trace-0123");
    assertThat(kept.body).contains("\"trace-0123\"");
    Reply replaced = exchange("GET", "/api/things/7", "X-Request-Id: no good");
    assertThat(replaced.head).containsPattern("X-Request-Id: [0-9A-Z]{26}");
  }

  @Test
  void keepsTheLoggingContextOfRequestsApart() throws IOException {
    Reply told = get("/api/things/context?learner=u-canary");
    assertThat(told.json().get("learner").asText()).isEqualTo("u-canary");
    assertThat(told.json().get("route").asText()).isEqualTo("/api/things/context");
    assertThat(told.head).contains(told.json().get("request_id").asText());
    for (int i = 0; i < 60; i++) {
      assertThat(get("/api/things/context").json().has("learner")).isFalse();
    }
  }

  private static void assertBadJson(String body) throws IOException {
    Reply reply = post(body.getBytes(StandardCharsets.UTF_8));
    assertThat(reply.status).as(reply.body).isEqualTo(400);
    assertError(reply, "invalid_json");
  }

  private static void assertError(Reply reply, String code) throws IOException {
    assertThat(reply.head)
        .containsIgnoringCase("Content-Type: application/json")
        .contains("X-Content-Type-Options: nosniff", "X-Request-Id: ")
        .doesNotContain("Server:");
    assertThat(reply.json().get("code").asText()).as(reply.body).isEqualTo(code);
    assertThat(reply.json().get("message").asText()).isNotBlank();
    assertThat(reply.head).contains(reply.json().get("request_id").asText());
    assertThat(reply.body).doesNotContain("canary", "Exception", "\tat ", "jetty");
  }

  private static Reply get(String target) throws IOException {
    return exchange("GET", target);
  }

  private static Reply post(byte[] body) throws IOException {
    return exchange(
        "POST",
        "/api/things",
        body,
        "Content-Type: application/json",
        "Content-Length: " + body.length);
  }

  private static Reply exchange(String method, String target, String... headers)
      throws IOException {
    return exchange(method, target, new byte[0], headers);
  }

  private static Reply exchange(String method, String target, byte[] body, String... headers)
      throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      String all = http.request(method, target, headers).send(body).readAll();
      String[] parts = all.split("\r\n\r\n", 2);
      assertThat(parts).as(method + " " + target + ": " + Arrays.toString(parts)).hasSize(2);
      String text = parts[0].contains("chunked") ? unchunk(parts[1]) : parts[1];
      return new Reply(Integer.parseInt(parts[0].substring(9, 12)), parts[0], text);
    }
  }

  private static String unchunk(String chunks) {
    return chunks.replaceAll("(^|\r\n)[0-9A-Fa-f]+\r\n", "").replaceAll("\r\n$", "");
  }
}
