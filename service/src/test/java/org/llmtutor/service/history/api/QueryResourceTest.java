package org.llmtutor.service.history.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What queries answer, to the character. */
class QueryResourceTest {

  @TempDir static Path folder;
  private static PrometheusServer server;

  @BeforeAll
  static void start() {
    server =
        new PrometheusServer(
            folder,
            LoadedSeries.of(
                "up{job=\"a\"} 1x300",
                "up{job=\"b\"} 0x300",
                "requests_total{code=\"200\",path=\"/ä\\\"<\"} 0+15x300",
                "memory 0.1 NaN +Inf -Inf 1e21 1e-7 123456789 _",
                "latency {{schema:0 sum:7.5 count:6 z_bucket:1 z_bucket_w:0.001 buckets:[2 0 3]}}x300",
                "mixed 1 {{schema:0 sum:1 count:1 buckets:[1]}}"),
            PrometheusApiConfig.defaults());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aVectorHasOneValueForEachSeries() {
    assertThat(server.get("/query", "query", "up", "time", "60.5").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                + "{\"metric\":{\"__name__\":\"up\",\"job\":\"a\"},\"value\":[60.500,\"1\"]},"
                + "{\"metric\":{\"__name__\":\"up\",\"job\":\"b\"},\"value\":[60.500,\"0\"]}]}}");
  }

  @Test
  void withoutATimeItIsNow() {
    assertThat(server.get("/query", "query", "time()").data())
        .isEqualTo("{\"resultType\":\"scalar\",\"result\":[3600,\"3600\"]}");
  }

  @Test
  void nothingIsAnEmptyVector() {
    assertThat(server.get("/query", "query", "absent_metric").body())
        .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}");
  }

  @Test
  void scalarsAndTextsCarryTheTimeWithoutZeros() {
    assertThat(server.get("/query", "query", "1e22", "time", "1.5").data())
        .isEqualTo("{\"resultType\":\"scalar\",\"result\":[1.5,\"10000000000000000000000\"]}");
    assertThat(server.get("/query", "query", "\"a\\\"b\\xff\"", "time", "1.25").data())
        .isEqualTo("{\"resultType\":\"string\",\"result\":[1.25,\"a\\\"b\uFFFD\"]}");
  }

  @Test
  void aRangeOfSamplesIsAMatrixOfWhatWasStored() {
    assertThat(server.get("/query", "query", "memory[2m]", "time", "90").data())
        .isEqualTo(
            "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"memory\"},\"values\":["
                + "[0,\"0.1\"],[15,\"NaN\"],[30,\"+Inf\"],[45,\"-Inf\"],[60,\"1e+21\"],"
                + "[75,\"1e-07\"],[90,\"123456789\"]]}]}");
  }

  @Test
  void aRangeQueryHasAPointForEachStep() {
    String[] asked = {
      "query", "requests_total * 2", "start", "600", "end", "1970-01-01T00:10:01Z", "step", "500ms"
    };
    String expected =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
            + "{\"code\":\"200\",\"path\":\"/ä\\\"<\"},\"values\":"
            + "[[600,\"1200\"],[600.500,\"1200\"],[601,\"1200\"]]}]}}";
    assertThat(server.get("/query_range", asked).body()).isEqualTo(expected);
    assertThat(server.post("/query_range", asked).body()).isEqualTo(expected);
  }

  @Test
  void nativeHistogramsHaveTheirBucketsButTheEmptyOnes() {
    String histogram =
        "{\"count\":\"6\",\"sum\":\"7.5\",\"buckets\":[[3,\"-0.001\",\"0.001\",\"1\"],"
            + "[0,\"0.5\",\"1\",\"2\"],[0,\"2\",\"4\",\"3\"]]}";
    assertThat(server.get("/query", "query", "latency", "time", "60").data())
        .isEqualTo(
            "{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"latency\"},"
                + "\"histogram\":[60,"
                + histogram
                + "]}]}");
    assertThat(
            server
                .get("/query_range", "query", "latency", "start", "60", "end", "60", "step", "1")
                .data())
        .isEqualTo(
            "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"latency\"},"
                + "\"histograms\":[[60,"
                + histogram
                + "]]}]}");
  }

  @Test
  void aSeriesMayHaveBothKindsOfSamples() {
    assertThat(server.get("/query", "query", "mixed[1m]", "time", "30").data())
        .isEqualTo(
            "{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"mixed\"},"
                + "\"values\":[[0,\"1\"]],\"histograms\":[[15,{\"count\":\"1\",\"sum\":\"1\","
                + "\"buckets\":[[0,\"0.5\",\"1\",\"1\"]]}]]}]}");
  }

  @Test
  void whatItsAuthorShouldKnowComesWithTheResult() {
    assertThat(server.get("/query", "query", "rate(up[1m])").json().get("infos").toString())
        .isEqualTo(
            "[\"PromQL info: metric might not be a counter, name does not end in"
                + " _total/_sum/_count/_bucket: \\\"up\\\" (1:6)\"]");
    assertThat(server.get("/query", "query", "quantile(2,\n up)").json().get("warnings").toString())
        .isEqualTo("[\"PromQL warning: quantile value should be between 0 and 1, got 2 (1:10)\"]");
    assertThat(server.get("/query", "query", "up").json().has("warnings")).isFalse();
  }

  @Test
  void aLimitCutsTheResultAndSaysSo() {
    assertThat(server.get("/query", "query", "up", "limit", "1").body())
        .contains("\"job\":\"a\"")
        .doesNotContain("\"job\":\"b\"")
        .endsWith("\"warnings\":[\"results truncated due to limit\"]}");
    assertThat(
            server
                .get(
                    "/query_range",
                    "query",
                    "up",
                    "start",
                    "0",
                    "end",
                    "1",
                    "step",
                    "1",
                    "limit",
                    "1")
                .json()
                .at("/data/result"))
        .hasSize(1);
    assertThat(server.get("/query", "query", "up", "limit", "0").json().has("warnings")).isFalse();
    assertThat(server.get("/query", "query", "up", "limit", "2").json().has("warnings")).isFalse();
  }

  @Test
  void theLookbackCanBeAskedFor() {
    assertThat(server.get("/query", "query", "memory", "time", "150").json().at("/data/result"))
        .hasSize(1);
    assertThat(
            server
                .get("/query", "query", "memory", "time", "150", "lookback_delta", "30s")
                .json()
                .at("/data/result"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"60", "60.0", "6e1", "1970-01-01T00:01:00Z", "1970-01-01T02:01:00+02:00"})
  void aTimeHasManySpellings(String time) {
    assertThat(server.get("/query", "query", "time()", "time", time).data())
        .contains("[60,\"60\"]");
  }

  /** Grafana tests a data source so. */
  @Test
  void aFormAsksAsAnAddressDoes() {
    assertThat(server.post("/query", "query", "1+1", "time", "4").body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/query       | time=60                          | 1:1: ",
        "/query       | query=up{                        | invalid parameter \"query\": 1:3: unexpected end",
        "/query       | query=ratee(up[1m])              | did you mean rate?",
        "/query       | query=up&time=soon               | \"time\": cannot parse \"soon\" to a valid timestamp",
        "/query       | query=up&time=1e300              | cannot parse \"1e300\"",
        "/query       | query=up&time=NaN                | cannot parse \"NaN\"",
        "/query       | query=up&timeout=x               | \"timeout\": cannot parse \"x\" to a valid duration",
        "/query       | query=up&limit=-1                | \"limit\": cannot parse \"-1\"",
        "/query       | query=up&lookback_delta=x        | \"lookback_delta\"",
        "/query_range | query=up&start=1&end=2&step=0    | zero or negative query resolution step",
        "/query_range | query=up&start=1&end=2&step=-1   | zero or negative query resolution step",
        "/query_range | query=up&start=1&end=2&step=1e-4 | zero or negative query resolution step",
        "/query_range | query=up&start=1&end=2&step=1e99 | \"step\": cannot parse \"1e99\"",
        "/query_range | query=up&start=1&end=2           | \"step\": cannot parse \"\"",
        "/query_range | query=up&end=2&step=1            | \"start\": cannot parse \"\"",
        "/query_range | query=up&start=1&step=1          | \"end\": cannot parse \"\"",
        "/query_range | query=up&start=2&end=1&step=1    | \"end\": end timestamp must not be before start time",
        "/query_range | query=up&start=0&end=11001&step=1 | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)",
        "/query_range | query=up[1m]&start=1&end=2&step=1 | invalid expression type \"range vector\" for range query, must be Scalar or instant Vector",
        "/query_range | query='a'&start=1&end=2&step=1   | invalid expression type \"string\"",
        "/query_exemplars | query=up(                    | invalid parameter \"query\"",
        "/query_exemplars | query=up&start=2&end=1       | \"end\"",
        "/format_query | query=sum(                      | invalid parameter \"query\"",
      },
      quoteCharacter = '`')
  void whatCannotBeReadIsBadData(String path, String parameters, String message) {
    String[] each = parameters.split("[=&]", -1);
    for (PrometheusServer.Reply reply :
        new PrometheusServer.Reply[] {server.get(path, each), server.post(path, each)}) {
      assertThat(reply.status()).as(reply.body()).isEqualTo(400);
      assertThat(reply.json().get("status").asText()).isEqualTo("error");
      assertThat(reply.json().get("errorType").asText()).isEqualTo("bad_data");
      assertThat(reply.json().get("error").asText()).contains(message);
    }
  }

  @Test
  void exactlyTheMostPointsAreAnswered() {
    assertThat(
            server
                .get("/query_range", "query", "up", "start", "0", "end", "11000", "step", "1")
                .status())
        .isEqualTo(200);
  }

  @Test
  void aQueryWithoutAResultIsAnExecutionError() {
    PrometheusServer.Reply reply =
        server.get("/query", "query", "label_replace(up, \"job\", \"c\", \"\", \"\")");
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("errorType").asText()).isEqualTo("execution");
    assertThat(reply.json().get("error").asText())
        .startsWith("vector cannot contain metrics with the same labelset");
  }

  @Test
  void thereAreNoExemplars() {
    assertThat(server.post("/query_exemplars", "query", "up", "start", "1", "end", "2").body())
        .isEqualTo("{\"status\":\"success\",\"data\":[]}");
  }

  @Test
  void anExpressionIsFormatted() {
    assertThat(server.get("/format_query", "query", "foo/bar").body())
        .isEqualTo("{\"status\":\"success\",\"data\":\"foo / bar\"}");
    assertThat(server.post("/format_query", "query", "sum(a)by(b)").data())
        .isEqualTo("\"sum by (b) (a)\"");
  }
}
