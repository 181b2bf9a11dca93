package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ContainerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.account.Operator;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.history.api.PrometheusException;

/** Rules and alerts in the shapes of Prometheus' API. */
class RulesResourceTest {

  private static final Operator OPERATOR = new Operator("operator");

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock("2026-01-31T12:00:00Z");
  private TestDatabase database;
  private Installation service;

  @BeforeEach
  void open() throws Exception {
    database = new TestDatabase(directory);
    Installation.write(
        directory,
        "a.yml",
        "  - {record: 'room:heat', expr: 'sum by(room)(heat)'}",
        "  - {alert: Hot, expr: heat>50, for: 90s, keep_firing_for: 1m, labels: {severity: page},"
            + " annotations: {summary: '{{ $value }}'}}",
        "  - {record: bad, expr: 'heat * on() (heat or label_replace(heat, \"x\", \"y\", \"\", \"\"))'}");
    service =
        new Installation(
            directory,
            new TestHistory(),
            clock,
            database,
            "{\"channels\":{\"log\":{\"type\":\"log\"}}}");
    service.minute(60);
  }

  @AfterEach
  void close() throws Exception {
    service.close();
    database.close();
  }

  @Test
  void tellsGroupsAsPrometheusDoes() throws Exception {
    JsonNode reply = rules("");
    JsonNode group = reply.at("/data/groups/0");
    assertThat(reply.get("status").asText()).isEqualTo("success");
    assertThat(reply.has("warnings")).isFalse();
    assertThat(withoutTimes(group.toString()))
        .isEqualTo(
            """
            {"name":"g","file":"%s","rules":[\
            {"name":"room:heat","query":"sum by (room) (heat)","health":"ok",\
            "evaluationTime":0,"lastEvaluation":"2026-01-31T12:01:00Z","type":"recording"},\
            {"state":"pending","name":"Hot","query":"heat > 50","duration":90,"keepFiringFor":60,\
            "labels":{"severity":"page"},"annotations":{"summary":"{{ $value }}"},\
            "alerts":[{"labels":{"alertname":"Hot","room":"a","severity":"page"},\
            "annotations":{"summary":"60"},"state":"pending","activeAt":"2026-01-31T12:01:00Z",\
            "value":"6e+01"}],"health":"ok","evaluationTime":0,\
            "lastEvaluation":"2026-01-31T12:01:00Z","type":"alerting"},\
            %s],"interval":60,"limit":0,"evaluationTime":0,"lastEvaluation":"2026-01-31T12:01:00Z"}\
            """
                .formatted(
                    directory.resolve("a.yml"), withoutTimes(group.at("/rules/2").toString())));
    JsonNode bad = group.at("/rules/2");
    assertThat(bad.get("health").asText()).isEqualTo("err");
    assertThat(bad.get("lastError").asText()).isNotBlank();
  }

  @Test
  void tellsAlertsAsPrometheusDoes() throws Exception {
    JsonNode alerts = json(new AlertsResource(service.feature.evaluator()).alerts(OPERATOR));
    assertThat(alerts.toString())
        .isEqualTo(
            """
            {"status":"success","data":{"alerts":[{"labels":{"alertname":"Hot","room":"a",\
            "severity":"page"},"annotations":{"summary":"60"},"state":"pending",\
            "activeAt":"2026-01-31T12:01:00Z","value":"6e+01"}]}}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "type=alert, 1, 1",
    "type=record, 1, 2",
    "rule_name[]=Hot&rule_name[]=bad, 1, 2",
    "rule_name[]=none, 0, 0",
    "rule_group[]=g, 1, 3",
    "rule_group[]=h, 0, 0",
    "file[]=nowhere.yml, 0, 0",
    "match[]={severity='page'}, 1, 1",
    "'match[]={severity=~\"ticket|info\"}', 0, 0"
  })
  void filters(String query, int groups, int rules) throws Exception {
    JsonNode found =
        rules(
                query
                    .replace("{", "%7B")
                    .replace("}", "%7D")
                    .replace("|", "%7C")
                    .replace("\"", "%22"))
            .at("/data/groups");
    assertThat(found).hasSize(groups);
    assertThat(found.findValues("query")).hasSize(rules);
  }

  @Test
  void refusesATypeThatThereIsNot() {
    assertThatThrownBy(() -> rules("type=alarm"))
        .isInstanceOf(PrometheusException.class)
        .hasMessageContaining("bad_data: invalid parameter \"type\"");
  }

  @Test
  void leavesAlertsOutWhenAsked() throws Exception {
    assertThat(rules("exclude_alerts=true").at("/data/groups/0/rules/1/alerts")).isEmpty();
  }

  @Test
  void warnsOfAFileThatIsNotInForce() throws Exception {
    Installation.write(directory, "a.yml", "  - {alert: Hot}");
    service.feature.evaluator().reload();
    assertThat(rules("").at("/warnings/0").asText()).contains("a.yml:5:");
    assertThat(rules("").at("/data/groups/0/rules")).hasSize(3);
  }

  private JsonNode rules(String query) throws Exception {
    URI base = URI.create("http://localhost/");
    UriInfo address =
        new ContainerRequest(
                base, base.resolve("?" + query), "GET", null, new MapPropertiesDelegate(), null)
            .getUriInfo();
    return json(new RulesResource(service.feature.evaluator()).rules(OPERATOR, address));
  }

  private static JsonNode json(Object reply) throws Exception {
    String text = new String(Receiver.JSON.writeValueAsBytes(reply), StandardCharsets.UTF_8);
    return Receiver.JSON.readTree(text);
  }

  private static String withoutTimes(String json) {
    return json.replaceAll("\"evaluationTime\":[0-9.eE-]+", "\"evaluationTime\":0");
  }
}
