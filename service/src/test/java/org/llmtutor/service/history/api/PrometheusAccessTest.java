package org.llmtutor.service.history.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and how it is shown. */
class PrometheusAccessTest {

  private static final String QUERY = PrometheusApi.PATH + "/query?query=1";

  @TempDir static Path folder;
  private static PrometheusServer server;

  @BeforeAll
  static void start() {
    server =
        new PrometheusServer(folder, LoadedSeries.of("up 1x100"), PrometheusApiConfig.defaults());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
  }

  @Test
  void theTokenIsABearersOrThePasswordOfAnyName() {
    assertThat(server.raw(QUERY, "Bearer " + PrometheusServer.TOKEN).status()).isEqualTo(200);
    assertThat(server.raw(QUERY, basic("grafana:" + PrometheusServer.TOKEN)).status())
        .isEqualTo(200);
    assertThat(server.raw(QUERY, basic(":" + PrometheusServer.TOKEN)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer not-the-token-of-anyone",
        "Basic !",
        "Basic b3BzX29mLXRoZS10ZXN0cy1hbmQtb25seS10aGVyZQ==",
        "Basic Z3JhZmFuYTo="
      })
  void nobodyElseMayAsk(String authorization) {
    PrometheusServer.Reply reply = server.raw(QUERY, authorization);
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.json().get("code").asText()).isEqualTo("unauthorized");
    assertThat(reply.raw().headers().firstValue("WWW-Authenticate")).contains("Bearer");
  }

  @Test
  void otherRoutesTakeNoPasswords() {
    assertThat(server.raw("/api/ops/classes", basic("a:" + PrometheusServer.TOKEN)).status())
        .isEqualTo(401);
    assertThat(server.raw("/api/ops/classes", "Bearer " + PrometheusServer.TOKEN).status())
        .isEqualTo(200);
  }

  @Test
  void aLearnerMayNotAsk() {
    String token =
        server.json("/api/users", "{\"display_name\":\"A\"}").json().get("token").asText();
    assertThat(server.raw(QUERY, "Bearer " + token).status()).isEqualTo(403);
    assertThat(server.raw(QUERY, basic("x:" + token)).status()).isEqualTo(403);
  }

  @Test
  void theRoutesAreListedForOperators() {
    List<String> listed = new ArrayList<>();
    for (JsonNode endpoint : server.raw("/", "").json().get("endpoints")) {
      String path = endpoint.get("path").asText();
      if (path.startsWith(PrometheusApi.PATH)) {
        assertThat(endpoint.get("access").asText()).isEqualTo("operator");
        listed.add(endpoint.get("method").asText() + path.substring(PrometheusApi.PATH.length()));
      }
    }
    assertThat(listed)
        .containsExactly(
            "GET/format_query",
            "POST/format_query",
            "GET/label/{name}/values",
            "GET/labels",
            "POST/labels",
            "GET/metadata",
            "GET/query",
            "POST/query",
            "GET/query_exemplars",
            "POST/query_exemplars",
            "GET/query_range",
            "POST/query_range",
            "GET/series",
            "POST/series",
            "GET/status/buildinfo");
  }

  @Test
  void requestsAreCountedByRoute() {
    server.get("/label/secret-label/values");
    String page = server.raw("/metrics", "").body();
    assertThat(page)
        .contains("endpoint=\"" + PrometheusApi.PATH + "/label/{name}/values\"")
        .doesNotContain("secret-label");
  }

  @Test
  void aBodyThatIsNoFormIsNotTaken() {
    assertThat(server.json(PrometheusApi.PATH + "/query", "{}").status()).isEqualTo(415);
  }
}
