package org.llmtutor.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llmtutor.api.Health;
import org.llmtutor.service.http.EdgeApplication;
import org.llmtutor.service.http.RawHttp;

@ExtendWith(DropwizardExtensionsSupport.class)
class HealthEndpointsTest {

  private static final DropwizardAppExtension<EdgeApplication.EdgeConfiguration> APP =
      EdgeApplication.extension();

  @Test
  void tellsTheStateOfTheServiceAndItsParts() throws IOException {
    JsonNode health = get("/health");
    assertThat(health.get("status").asText()).isEqualTo("healthy");
    assertThat(health.get("version").asText()).isEqualTo("1.2.3");
    assertThat(health.get("redis").asText()).isEqualTo("disabled");
    assertThat(health.at("/monitoring/sentry").asText()).isEqualTo("disabled");
    assertThat(health.at("/monitoring/metrics").asText()).isEqualTo("enabled");
    assertThat(health.at("/checks/disk/status").asText()).isEqualTo("ok");
    assertThat(health.at("/checks/metrics/status").asText()).isEqualTo("ok");
  }

  @Test
  void listsTheRoutesThatAreReallyServed() throws IOException {
    JsonNode info = get("/");
    List<String> routes = new ArrayList<>();
    for (JsonNode endpoint : info.get("endpoints")) {
      routes.add(
          endpoint.get("method").asText()
              + " "
              + endpoint.get("path").asText()
              + " "
              + endpoint.get("access").asText());
    }
    assertThat(routes)
        .contains(
            "GET / anyone",
            "GET /health anyone",
            "GET /metrics scraper",
            "GET /api/things/{id} unknown",
            "POST /api/things unknown")
        .doesNotHaveDuplicates()
        .noneMatch(route -> route.startsWith("OPTIONS"));
  }

  @Test
  void isUnhealthyWhenARequiredPartFailsAndDegradedWhenAnOptionalOneDoes() throws Exception {
    assertThat(health(true).getKey()).isEqualTo(503);
    assertThat(health(true).getValue().status()).isEqualTo("unhealthy");
    assertThat(health(false).getKey()).isEqualTo(200);
    assertThat(health(false).getValue().status()).isEqualTo("degraded");
    assertThat(health(false).getValue().database()).isEqualTo("disconnected");
  }

  private static Map.Entry<Integer, Health> health(boolean required) {
    HealthMonitor monitor = new HealthMonitor(HealthConfig.defaults(), new HealthCheckRegistry());
    HealthCheck failing =
        new HealthCheck() {
          @Override
          protected Result check() {
            return Result.unhealthy("down");
          }
        };
    if (required) {
      monitor.required("database", failing);
    } else {
      monitor.optional("database", failing);
    }
    HealthResource resource =
        new HealthResource(monitor, new Health.Monitoring("disabled", "enabled"), "1");
    try (var response = resource.health()) {
      return Map.entry(response.getStatus(), (Health) response.getEntity());
    } finally {
      monitor.stop();
    }
  }

  private static JsonNode get(String path) throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      String reply = http.request("GET", path).readAll();
      assertThat(reply).startsWith("HTTP/1.1 200");
      return new ObjectMapper()
          .readTree(reply.substring(reply.indexOf('{'), reply.lastIndexOf('}') + 1));
    }
  }
}
