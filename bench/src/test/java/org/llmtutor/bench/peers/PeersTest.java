package org.llmtutor.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path directory;
  private Path journal;
  private Peers peers;

  @BeforeEach
  void start() throws IOException {
    journal = directory.resolve("journal");
    peers = new Peers(journal);
  }

  @AfterEach
  void stop() throws IOException {
    peers.close();
  }

  @Test
  void completeUntilToldToFail() throws Exception {
    assertThat(send("POST", "/v1/chat/completions", "{}").body()).contains("\"choices\"");
    assertThat(send("PUT", "/llm/status", "500").statusCode()).isEqualTo(200);
    HttpResponse<String> failed = send("POST", "/v1/chat/completions", "{}");
    assertThat(failed.statusCode()).isEqualTo(500);
    assertThat(failed.body()).contains("server_error");
    send("PUT", "/llm/status", "200");
    assertThat(send("POST", "/v1/chat/completions", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void speakTheOtherProtocolsToo() throws Exception {
    assertThat(send("POST", "/v1/messages", "{}").body()).contains("\"stop_reason\":\"end_turn\"");
    assertThat(send("POST", "/api/chat", "{}").body()).contains("\"eval_count\":10");
  }

  @Test
  void refuseWhatIsNoStatus() throws Exception {
    assertThat(send("PUT", "/llm/status", "often").statusCode()).isEqualTo(400);
    assertThat(send("POST", "/v1/chat/completions", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void writeDownNotificationsALineEach() throws Exception {
    send("POST", "/notify/pager", "{\"a\":\n1}");
    send("POST", "/notify/slack", "{}");
    assertThat(Files.readAllLines(journal)).containsExactly("pager {\"a\":\\n1}", "slack {}");
  }

  @Test
  void writeDownMail() throws IOException {
    List<String> replies = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peers.mailPort())) {
      socket.setSoTimeout(Math.toIntExact(DEADLINE.toMillis()));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      replies.add(in.readLine());
      for (String command :
          List.of("EHLO me", "MAIL FROM:<a@b>", "DATA", "Subject: x\r\n\r\n..y\r\n.", "QUIT")) {
        say(socket.getOutputStream(), command);
        replies.add(in.readLine());
      }
    }
    assertThat(replies)
        .extracting(reply -> reply.substring(0, 3))
        .containsExactly("220", "250", "250", "354", "250", "221");
    assertThat(Files.readAllLines(journal)).containsExactly("mail Subject: x\\n\\n.y\\n");
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + peers.httpPort() + path))
            .timeout(DEADLINE)
            .method(method, BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
