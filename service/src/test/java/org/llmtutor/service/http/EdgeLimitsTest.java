package org.llmtutor.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DropwizardExtensionsSupport.class)
class EdgeLimitsTest {

  private static final DropwizardAppExtension<EdgeApplication.EdgeConfiguration> APP =
      EdgeApplication.extension();
  private static final int LIMIT = 256 * 1024;

  @Test
  void takesABodyOfExactlyTheLimit() throws IOException {
    assertThat(post("/api/things/raw", new byte[LIMIT]))
        .startsWith("HTTP/1.1 200")
        .contains("262144");
  }

  @Test
  @Tag("fault-26")
  void refusesABodyOneByteOverTheLimitBeforeReadingIt() throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.request("POST", "/api/things/raw", "Content-Length: " + (LIMIT + 1));
      assertTooLarge(http.readAll());
    }
  }

  @Test
  @Tag("fault-26")
  void refusesAnEndlessChunkedBodyOnceTheLimitIsPassed() throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.request("POST", "/api/things/raw", "Transfer-Encoding: chunked");
      byte[] chunk = ("8000\r\n" + "x".repeat(0x8000) + "\r\n").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 8; i++) {
        http.send(chunk);
      }
      http.send("1\r\nx\r\n");
      assertTooLarge(http.readAll());
    }
  }

  @Test
  @Tag("fault-27")
  void refusesAGzipBombByItsInflatedSize() throws IOException {
    byte[] bomb = gzip(new byte[50_000_000]);
    assertThat(bomb).hasSizeLessThan(LIMIT);
    assertTooLarge(post("/api/things/raw", bomb, "Content-Encoding: gzip"));
    assertTooLarge(
        post(
            "/api/things",
            gzip(("{\"name\":" + " ".repeat(10_000_000)).getBytes(StandardCharsets.UTF_8)),
            "Content-Encoding: gzip",
            "Content-Type: application/json"));
  }

  @Test
  void refusesBrokenGzip() throws IOException {
    assertThat(
            post(
                "/api/things/raw",
                "not gzip at all".getBytes(StandardCharsets.UTF_8),
                "Content-Encoding: gzip"))
        .startsWith("HTTP/1.1 400")
        .contains("\"code\":\"");
  }

  @Test
  void inflatesWhatFits() throws IOException {
    assertThat(post("/api/things/raw", gzip(new byte[1000]), "Content-Encoding: gzip"))
        .startsWith("HTTP/1.1 200")
        .contains("1000");
  }

  @Test
  @Tag("fault-25")
  void closesWithinThirtySecondsOnAClientThatSendsOneByteASecond() throws Exception {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.request("POST", "/api/things/raw", "Content-Length: 1000");
      long start = System.nanoTime();
      Thread drip = new Thread(() -> drip(http));
      drip.start();
      String reply = http.readAll();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
      drip.interrupt();
      drip.join();
      assertThat(reply).startsWith("HTTP/1.1 408").contains("\"code\":\"request_timeout\"");
    }
  }

  @Test
  void keepsTheConnectionOfARequestRefusedBeforeItsBodyCame() throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.send("POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 200000\r\n\r\n");
      http.send("x".repeat(1_000));
      assertThat(http.readHead()).startsWith("HTTP/1.1 404");
      http.send("x".repeat(199_000));
      http.request("GET", "/api/things");
      assertThat(http.readAll()).contains("HTTP/1.1 200");
    }
  }

  @Test
  void aReplyThatTookLongerThanItsSmallBodyIsWhole() throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.send("POST /api/things/slow HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}");
      assertThat(http.readHead()).startsWith("HTTP/1.1 200");
      http.request("GET", "/api/things");
      assertThat(http.readAll()).contains("\r\n0\r\n\r\nHTTP/1.1 200");
    }
  }

  private static void drip(RawHttp http) {
    try {
      while (!Thread.interrupted()) {
        http.send("x");
        Thread.sleep(1000);
      }
    } catch (IOException | InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertTooLarge(String reply) {
    assertThat(reply)
        .startsWith("HTTP/1.1 413")
        .contains("\"code\":\"payload_too_large\"", "\"request_id\":\"")
        .containsIgnoringCase("Connection: close");
  }

  static String post(String target, byte[] body, String... headers) throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      String[] all = Arrays.copyOf(headers, headers.length + 1);
      all[headers.length] = "Content-Length: " + body.length;
      http.request("POST", target, all);
      http.send(body);
      return http.readAll();
    }
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
