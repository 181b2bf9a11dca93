package org.llmtutor.cli.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.output.Terminal;

class HttpCallerTest {

  private final AtomicInteger connections = new AtomicInteger();
  private final HttpCaller http =
      new HttpCaller(
          Duration.ofSeconds(5),
          new Terminal(false, false, OptionalInt.empty(), false, false),
          new PrintWriter(Writer.nullWriter()));
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  /** Answers every connection with the same bytes, once something was read. */
  private URI answering(String bytes) {
    Thread thread =
        new Thread(
            () -> {
              while (!server.isClosed()) {
                try (Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream()) {
                  connections.incrementAndGet();
                  byte[] head = new byte[4096];
                  assertThat(socket.getInputStream().read(head)).isPositive();
                  out.write(bytes.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  // The test is over, or the client went away, which the test sees itself.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/x?secret=1");
  }

  @Test
  void saysThatAPortDoesNotSpeakHttp() {
    HttpRequest request = HttpRequest.get(answering("SSH-2.0-OpenSSH\r\n"), Authorization.NONE);

    assertThatThrownBy(() -> http.send(request))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("is it an HTTP port?")
        .hasMessageNotContaining("secret");
  }

  @Test
  void saysThatTheConnectionWasClosed() {
    HttpRequest request = HttpRequest.get(answering(""), Authorization.NONE);

    assertThatThrownBy(() -> http.send(request)).hasMessageContaining("is it an HTTP port?");
  }

  @Test
  void saysThatTlsWasSpokenToAPlainPort() {
    URI plain = answering("HTTP/1.1 400 Bad Request\r\n\r\n");
    URI tls = URI.create(plain.toString().replace("http:", "https:"));

    assertThatThrownBy(() -> http.send(HttpRequest.get(tls, Authorization.NONE)))
        .hasMessageContaining("use http:// instead of https://");
  }

  @Test
  void noticesAReplyThatBreaksOff() {
    URI uri = answering("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":");

    try (HttpReply reply = http.send(HttpRequest.get(uri, Authorization.NONE))) {
      assertThatThrownBy(reply::json).isInstanceOf(CliException.class);
    }
  }

  @Test
  void doesNotFollowARedirectWithTheCredential() {
    URI uri = answering("HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Length: 0\r\n\r\n");

    try (HttpReply reply = http.send(HttpRequest.get(uri, Authorization.bearer("t", "test")))) {
      assertThat(reply.status()).isEqualTo(302);
    }
    assertThat(connections).hasValue(1);
  }

  @Test
  void neverShowsACredential() {
    assertThat(Authorization.bearer("hidden", "OPS_TOKEN"))
        .hasToString("Authorization from OPS_TOKEN");
  }
}
