package org.llmtutor.service.history.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.history.MetricMetadata;

/** What listings answer, to the character. */
class SeriesResourceTest {

  @TempDir static Path folder;
  private static PrometheusServer server;

  @BeforeAll
  static void start() {
    server =
        new PrometheusServer(
            folder,
            LoadedSeries.of(
                    "up{job=\"a\"} 1x10",
                    "up{job=\"b\",zone=\"z\"} _x100 1x10",
                    "requests_total{job=\"a\",\"http.status\"=\"200\"} 1x10")
                .with(
                    Map.of(
                        "up", new MetricMetadata("gauge", "Whether it \"runs\".", ""),
                        "requests", new MetricMetadata("counter", "", "seconds"))),
            PrometheusApiConfig.of(null, null, null, null, null, 3, 2, null, null));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void seriesAreListedOnceHoweverManySelectorsTheyFulfil() {
    String expected =
        "{\"status\":\"success\",\"data\":[{\"__name__\":\"requests_total\",\"http.status\":\"200\","
            + "\"job\":\"a\"},{\"__name__\":\"up\",\"job\":\"a\"}]}";
    String[] asked = {"match[]", "{job=~\"a|c\"}", "match[]", "up{job=\"a\"}"};
    assertThat(server.get("/series", asked).body()).isEqualTo(expected);
    assertThat(server.post("/series", asked).body()).isEqualTo(expected);
  }

  @Test
  void onlySeriesWithSamplesInTheRangeCount() {
    assertThat(server.get("/series", "match[]", "up", "start", "1000").data())
        .isEqualTo("[{\"__name__\":\"up\",\"job\":\"b\",\"zone\":\"z\"}]");
    assertThat(server.get("/series", "match[]", "up", "end", "1970-01-01T00:10:00Z").data())
        .isEqualTo("[{\"__name__\":\"up\",\"job\":\"a\"}]");
    assertThat(server.get("/labels", "end", "600", "match[]", "up").data())
        .isEqualTo("[\"__name__\",\"job\"]");
    assertThat(server.get("/label/job/values", "start", "1000").data()).isEqualTo("[\"b\"]");
  }

  @Test
  void labelsAndTheirValuesAreListedInOrder() {
    assertThat(server.get("/labels", "match[]", "up").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"job\",\"zone\"]}");
    assertThat(server.post("/labels", "match[]", "requests_total").data())
        .isEqualTo("[\"__name__\",\"http.status\",\"job\"]");
    assertThat(server.get("/label/__name__/values").data())
        .isEqualTo("[\"requests_total\",\"up\"]");
    assertThat(server.get("/label/job/values", "match[]", "{zone=\"z\"}").data())
        .isEqualTo("[\"b\"]");
    assertThat(server.get("/label/http.status/values").data()).isEqualTo("[\"200\"]");
    assertThat(server.get("/label/U__http_2e_status/values").data()).isEqualTo("[\"200\"]");
    assertThat(server.get("/label/none/values").data()).isEqualTo("[]");
  }

  @Test
  void aListIsCutToTheLimitAskedForAndToTheConfiguredOne() {
    assertThat(server.get("/label/job/values", "limit", "1").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":[\"a\"],\"warnings\":[\"results truncated due to limit\"]}");
    assertThat(server.get("/labels").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":[\"__name__\",\"http.status\",\"job\"],"
                + "\"warnings\":[\"results truncated due to limit\"]}");
    assertThat(server.get("/labels", "match[]", "up", "limit", "3").json().has("warnings"))
        .isFalse();
  }

  @Test
  void metricsAreDescribed() {
    assertThat(server.get("/metadata").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"requests\":[{\"type\":\"counter\",\"help\":\"\","
                + "\"unit\":\"seconds\"}],\"up\":[{\"type\":\"gauge\",\"help\":\"Whether it"
                + " \\\"runs\\\".\",\"unit\":\"\"}]}}");
    assertThat(server.get("/metadata", "metric", "up").json().get("data")).hasSize(1);
    assertThat(server.get("/metadata", "metric", "none").data()).isEqualTo("{}");
    assertThat(server.get("/metadata", "limit", "1").json().at("/data/requests")).hasSize(1);
    assertThat(server.get("/metadata", "limit", "1").json().get("data")).hasSize(1);
  }

  @Test
  void theVersionIsThatOfThePrometheusThatIsSpoken() {
    assertThat(server.get("/status/buildinfo").data())
        .isEqualTo(
            "{\"version\":\"3.5.0\",\"revision\":\"1.2.3\",\"branch\":\"llm-tutor\",\"buildUser\":\"\","
                + "\"buildDate\":\"\",\"goVersion\":\"\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/series            |                          | no match[] parameter provided",
        "/series            | match[]={}               | invalid parameter \"match[]\": 1:1",
        "/series            | match[]={job=~\".*\"}    | non-empty matcher",
        "/series            | match[]=sum(up)          | is not a series selector",
        "/series            | match[]=up offset 1m     | is not a series selector",
        "/series            | match[]=up[5m]           | is not a series selector",
        "/labels            | match[]={                | invalid parameter \"match[]\"",
        "/labels            | start=x                  | \"start\": cannot parse \"x\"",
        "/labels            | limit=x                  | \"limit\": cannot parse \"x\"",
        "/label/U__/values  |                          | invalid label name: \"\"",
        "/label/job/values  | end=x                    | \"end\": cannot parse \"x\"",
        "/label/job/values  | match[]=a&match[]=b&match[]=c | 3 selectors; use at most 2",
        "/metadata          | limit=x                  | \"limit\"",
        "/metadata          | limit_per_metric=x       | \"limit_per_metric\"",
      },
      quoteCharacter = '`')
  void whatCannotBeReadIsBadData(String path, String parameters, String message) {
    String[] each = parameters == null ? new String[0] : parameters.split("=(?!~)|&", -1);
    PrometheusServer.Reply reply = server.get(path, each);
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().get("errorType").asText()).isEqualTo("bad_data");
    assertThat(reply.json().get("error").asText()).contains(message);
  }
}
