package org.llmtutor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.output.Terminal;

/** Whoever answers may repeat the token; the output of a CI job is not the place for it. */
@Tag("fault-33")
class EchoingServiceTest {

  private static final String TOKEN = "ops_canary-token-7f3a1c";

  private static final List<String> COMMANDS =
      List.of(
          "health",
          "smoke --wait 0s",
          "query up",
          "metrics",
          "alerts",
          "cost-report",
          "cost-report --forecast",
          "prices list",
          "ledger verify",
          "ledger show 01M8HJK4AMZPBGWV2DE5P88D21",
          "ledger export",
          "budget list",
          "learners show ud75b7d61c10e",
          "learners erase ud75b7d61c10e --yes",
          "sentry-test");

  private static final List<String> REPLIES =
      List.of(
          "500 text/html <html>%s</html>",
          "500 application/json {\"code\":\"internal\",\"message\":\"%s\",\"request_id\":\"%s\"}",
          "401 application/json {\"code\":\"%s\",\"message\":\"%s\"}",
          "400 application/json {\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"%s\"}",
          "200 application/json %s",
          "200 application/json {\"status\":\"%s\",\"%s\":[\"%s\"]}",
          "302 text/plain %s");

  @TempDir private Path home;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String reply = "";
  private HttpServer server;

  static Stream<Arguments> all() {
    return COMMANDS.stream()
        .flatMap(command -> REPLIES.stream().map(reply -> Arguments.of(command, reply)));
  }

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::echo);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @MethodSource("all")
  void noCommandPrintsTheTokenThatIsRepeatedToIt(String command, String reply) {
    this.reply = reply;
    String url = "http://127.0.0.1:" + server.getAddress().getPort();

    int code = run(Stream.concat(Stream.of(command.split(" ")), Stream.of("--url", url)).toList());

    assertThat(out + "\n" + err).doesNotContain(TOKEN);
    assertThat(code).isBetween(0, 3);
  }

  private int run(List<String> args) {
    Environment environment =
        new Environment(
            Map.of("HOME", home.toString(), "OPS_TOKEN", TOKEN),
            home,
            InputStream.nullInputStream(),
            Clock.systemUTC(),
            Ticker.system(),
            new Terminal(false, true, OptionalInt.empty(), false, false));
    return Monitorctl.run(args, environment, new PrintWriter(out), new PrintWriter(err));
  }

  private void echo(HttpExchange exchange) throws IOException {
    String[] part = reply.split(" ", 3);
    String sent = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] body = part[2].replace("%s", sent).getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", part[1]);
      exchange.getResponseHeaders().set("Location", "/" + sent.replace(' ', '/'));
      exchange.getResponseHeaders().set("X-Request-Id", sent.replace(' ', '-'));
      exchange.sendResponseHeaders(Integer.parseInt(part[0]), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
