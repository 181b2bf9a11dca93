package org.llmtutor.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llmtutor.service.http.EdgeApplication;
import org.llmtutor.service.http.RawHttp;

@ExtendWith(DropwizardExtensionsSupport.class)
class MetricsPageTest {

  private static final DropwizardAppExtension<EdgeApplication.EdgeConfiguration> APP =
      EdgeApplication.extension();

  @Test
  void speaksTheTextFormatUnlessOpenMetricsIsAccepted() throws IOException {
    assertThat(exchange("GET", "/metrics")).containsIgnoringCase("text/plain; version=0.0.4");
    assertThat(exchange("GET", "/metrics", "Accept: application/openmetrics-text; version=1.0.0"))
        .containsIgnoringCase("application/openmetrics-text")
        .contains("# EOF");
  }

  @Test
  void showsTheJvmTheFrameworkAndTheRequests() throws IOException {
    exchange("GET", "/api/things");
    assertThat(exchange("GET", "/metrics"))
        .contains(
            "jvm_memory_bytes_used{",
            "process_cpu_seconds_total",
            "jetty_requests_seconds_count{method=\"GET\",}",
            "jersey_resource_seconds{resource=\"ThingResource\",method=\"list\",",
            "logback_events_total{level=\"error\",}",
            "http_requests_total{method=\"GET\",endpoint=\"/api/things\",status=\"200\",}");
  }

  @Test
  void isValidThroughout() throws IOException {
    Pattern line = Pattern.compile("[a-z_:][a-zA-Z0-9_:]*(\\{.*})? \\S+");
    Set<String> series = new HashSet<>();
    Set<String> families = new HashSet<>();
    String page = exchange("GET", "/metrics");
    List<String> lines = page.substring(page.indexOf("# HELP")).replace("\r", "").lines().toList();
    for (String text : lines) {
      if (text.startsWith("# TYPE ")) {
        assertThat(families.add(text)).as(text).isTrue();
      } else if (text.contains(" ") && !text.startsWith("#")) {
        assertThat(text).matches(line);
        assertThat(series.add(text.substring(0, text.lastIndexOf(' ')))).as(text).isTrue();
      }
      assertThat(text).doesNotContain("codahale_", "Generated from", "_created");
    }
  }

  @Test
  void selectsByName() throws IOException {
    assertThat(exchange("GET", "/metrics?name%5B%5D=process_start_time_seconds"))
        .contains("process_start_time_seconds ")
        .doesNotContain("jvm_");
  }

  @Test
  void answersOnlyGetAndHead() throws IOException {
    assertThat(exchange("HEAD", "/metrics")).startsWith("HTTP/1.1 200").doesNotContain("# HELP");
    assertThat(exchange("POST", "/metrics", "Content-Length: 0"))
        .startsWith("HTTP/1.1 405")
        .contains("Allow: GET, HEAD", "method_not_allowed");
  }

  @Test
  void readsItsSwitchFromWords() throws IOException {
    assertThat(config("{\"enabled\":\"false\"}").enabled()).isFalse();
    assertThat(config("{\"enabled\":false}").enabled()).isFalse();
    assertThat(config("{\"enabled\":\"FALSE\"}").enabled()).isFalse();
    assertThat(config("{\"enabled\":\" \",\"token\":\"\"}")).isEqualTo(MetricsConfig.defaults());
    assertThatThrownBy(() -> config("{\"enabled\":\"maybe\"}"))
        .hasMessageContaining("'maybe': not a switch");
  }

  private static MetricsConfig config(String json) throws IOException {
    return new ObjectMapper().registerModule(new Jdk8Module()).readValue(json, MetricsConfig.class);
  }

  static String exchange(String method, String target, String... headers) throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      return http.request(method, target, headers).readAll();
    }
  }
}
