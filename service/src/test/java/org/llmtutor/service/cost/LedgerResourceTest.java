package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.TestTutor;

/** The ledger's routes over HTTP, on a service that has answered two chats. */
class LedgerResourceTest {

  private static final String OPS = "/api/ops/ledger/";

  @TempDir static Path directory;
  private static final MutableClock CLOCK = new MutableClock("2026-11-15T22:00:00Z");
  private static TestTutor tutor;
  private static String request = "";

  @BeforeAll
  static void chat() {
    tutor = TestTutor.start(CLOCK, directory, "zone=Pacific/Auckland");
    String token = tutor.register("{\"display_name\":\"Ada\",\"languages\":[\"python\"]}");
    String body = "{\"message\":\"Help\",\"exercise_id\":\"loops-easy\"}";
    for (int i = 0; i < 2; i++) {
      TestTutor.Reply reply = tutor.post("/api/chat/message", token, body);
      assertThat(reply.status()).isEqualTo(200);
      request = reply.header("X-Request-Id");
    }
  }

  @AfterAll
  static void stop() {
    tutor.close();
  }

  private static TestTutor.Reply get(String path, String... headers) {
    return tutor.get(OPS + path, tutor.operatorToken(), headers);
  }

  @Test
  void aServiceThatChattedHasBooksThatAgree() {
    JsonNode report = get("verify").json();
    assertThat(report.get("rows").asLong()).isEqualTo(2);
    assertThat(report.findValuesAsText("status")).hasSize(7).isSubsetOf("ok", "skipped");
    assertThat(report.get("to").asText()).isEqualTo("2026-11-17");
    assertThat(report.at("/exposure/held_usd").decimalValue()).isZero();
  }

  @Test
  void asLinesItTellsOfEveryDayAndEndsWithTheReport() throws Exception {
    List<String> lines =
        get("verify?since=3d", "Accept", "application/x-ndjson").body().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(2))
        .isEqualTo("{\"progress\":{\"day\":\"2026-11-16\",\"days\":3,\"of\":3,\"rows\":2}}");
    assertThat(TestTutor.JSON.readTree(lines.get(3)).at("/report/rows").asLong()).isEqualTo(2);
  }

  @Test
  void oneAfterTheOtherMayVerify() {
    for (int i = 0; i < 3; i++) {
      assertThat(get("verify?since=1d", "Accept", "application/x-ndjson").status()).isEqualTo(200);
      assertThat(get("export").status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsExportedIsThereAlready() {
    TestTutor.Reply export = get("export");
    assertThat(export.header("Content-Type")).startsWith("application/x-ndjson");
    List<String> lines = export.body().lines().toList();
    assertThat(lines).hasSize(4);
    String rows = String.join("\n", lines.subList(1, 3));
    JsonNode result = post("import?version=1&zone=Pacific/Auckland", rows).json();
    assertThat(result.toString()).isEqualTo("{\"added\":0,\"skipped\":2,\"refused\":[]}");
  }

  @Test
  void anExportIsCompressedForWhoTakesIt() {
    assertThat(get("export", "Accept-Encoding", "gzip").header("Content-Encoding"))
        .isEqualTo("gzip");
  }

  @Test
  void anImportOfOtherDaysOrAnotherFormatIsRefused() {
    assertThat(post("import?version=1&zone=UTC", "{}").body()).contains("another zone");
    assertThat(post("import?version=2&zone=Pacific/Auckland", "{}").body()).contains("must be 1");
    TestTutor.Reply json =
        tutor.post(OPS + "import?version=1&zone=UTC", tutor.operatorToken(), "{}");
    assertThat(json.status()).isEqualTo(415);
  }

  private static TestTutor.Reply post(String path, String lines) {
    return tutor.sendAs("POST", OPS + path, tutor.operatorToken(), "application/x-ndjson", lines);
  }

  @Test
  void usageIsByUtcAndNotByThePlatformsDays() {
    JsonNode day = get("usage?provider=offline&from=2026-11-15&to=2026-11-17").json();
    assertThat(day.get("rows")).hasSize(1);
    assertThat(day.at("/rows/0/at").asText()).isEqualTo("2026-11-15T00:00:00Z");
    assertThat(day.at("/rows/0/calls").asLong()).isEqualTo(2);
    assertThat(day.at("/rows/0/cost_usd").isNumber()).isTrue();
    JsonNode hour = get("usage?provider=offline&from=2026-11-15&to=2026-11-17&by=hour").json();
    assertThat(hour.at("/rows/0/at").asText()).isEqualTo("2026-11-15T22:00:00Z");
    assertThat(get("usage?provider=other&from=2026-11-15").json().get("rows")).isEmpty();
  }

  @Test
  void aRowIsFoundByItsIdAndByItsRequest() {
    JsonNode rows = get("rows?request=" + request).json().get("rows");
    assertThat(rows).hasSize(1);
    String id = rows.at("/0/id").asText();
    assertThat(get("rows?id=" + id).json().get("rows")).isEqualTo(rows);
    assertThat(rows.at("/0/state").asText()).isEqualTo("settled");
    assertThat(get("rows?id=none").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "verify?from=yesterday           | from is a date such as",
        "verify?since=7h                 | such as 31d, or all",
        "verify?since=9999d              | at most 3700 days (ledger.maxDays)",
        "verify?from=2026-11-17          | before to",
        "export?pseudonymous=perhaps     | true or false",
        "usage?from=2026-11-17           | provider is missing",
        "usage?provider=x                | from is missing",
        "usage?provider=x&from=2026-01-01&to=2026-11-01 | at most 100 days",
        "usage?provider=x&from=2026-11-15&by=week       | day or hour",
        "rows                            | id, request and key",
        "rows?id=a&request=b             | id, request and key"
      })
  void aBadParameterIsRefusedWithARemedy(String query, String remedy) {
    TestTutor.Reply reply = get(query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.json().get("message").asText()).contains(remedy);
  }

  @Test
  void learnersHaveNoBusinessHere() {
    String learner = tutor.register();
    for (String path : List.of("verify", "export", "usage?provider=x&from=2026-01-01", "rows")) {
      assertThat(tutor.get(OPS + path, learner).status()).as(path).isEqualTo(403);
      assertThat(tutor.get(OPS + path, "").status()).as(path).isEqualTo(401);
    }
  }
}
