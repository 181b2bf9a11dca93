package org.llmtutor.cli.cost;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;
import org.llmtutor.cli.output.Terminal;

class CostMessageTest {

  private static JsonObject reply(String file) throws IOException {
    try (InputStream in = CostMessageTest.class.getResourceAsStream("/peers/" + file)) {
      return JsonObject.of(JsonText.parse(requireNonNull(in).readAllBytes()), file);
    }
  }

  @Test
  void aChannelReadsWhatToActOn() throws IOException {
    Facts facts =
        new Facts(
            CostReportReader.read(reply("costs_trend.json")),
            ForecastReader.forecast(reply("forecast.json")),
            ForecastReader.budgets(reply("report-budgets.json")));
    assertThat(CostMessage.of(facts, Alarm.parse("10")).lines())
        .containsExactly(
            "LLM cost by model from 2026-11-17 to 2026-11-23, 7 days (Europe/Zurich): $42.50",
            "Over the limit: $42.60 settled and unknown is more than $10",
            "claude-sonnet-4-5: $31.25 (73.5%)",
            "gpt-4o-mini: $11.25 (26.5%)",
            "! claude-sonnet-4-5: $7.50 on 2026-11-23; usual is $0.20, told from $0.90",
            "Basis: provider-reported $0.00 (0 calls), computed $41.90 (2,950 calls),",
            "estimated $0.60 (48 calls), unknown up to $0.10 (2 calls) on top.",
            "Forecast: $531.20 by 2026-11-30 (80%: $498.10 to $564.30); $402.12 spent so far.",
            "The platform's monthly limit of $500.00 is reached on 2026-11-29.",
            "Budget of platform, monthly: 80.4% used",
            "Budget of class 7b, monthly: 95.0% used");
  }

  @Test
  void aWebhookGetsOneTextWithoutMarkup() throws Exception {
    CompletableFuture<byte[]> received = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          received.complete(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/services/secret";
      Terminal terminal = Terminal.detect(Map.of(), Map.of());
      PrintWriter err = new PrintWriter(new StringWriter());
      Webhook.parse(url, "--notify")
          .send(new HttpCaller(Duration.ofSeconds(30), terminal, err), "<!channel> & 7b\n$1");
      String body = new String(received.get(30, TimeUnit.SECONDS), StandardCharsets.UTF_8);
      assertThat(
              JsonObject.of(JsonText.parse(body.getBytes(StandardCharsets.UTF_8)), "test")
                  .text("text"))
          .isEqualTo("&lt;!channel&gt; &amp; 7b\n$1");
    } finally {
      server.stop(0);
    }
  }
}
