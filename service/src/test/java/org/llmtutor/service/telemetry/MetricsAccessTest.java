package org.llmtutor.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import io.dropwizard.testing.ResourceHelpers;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.http.EdgeApplication;
import org.llmtutor.service.http.RawHttp;

class MetricsAccessTest {

  private interface Questions {
    void ask(int port) throws IOException;
  }

  @Test
  void answers404WhenSwitchedOffAndSaysSoInHealth() throws Exception {
    with(
        ConfigOverride.config("prometheus.enabled", "false"),
        port -> {
          assertThat(exchange(port, "/metrics"))
              .startsWith("HTTP/1.1 404")
              .contains("\"code\":\"not_found\"");
          assertThat(exchange(port, "/health")).contains("\"metrics\":\"disabled\"");
          assertThat(exchange(port, "/")).doesNotContain("/metrics");
        });
  }

  @Test
  void asksForTheTokenWhenOneIsSet() throws Exception {
    with(
        ConfigOverride.config("prometheus.token", "s3cret-token"),
        port -> {
          assertThat(exchange(port, "/metrics"))
              .startsWith("HTTP/1.1 401")
              .contains("WWW-Authenticate: Bearer", "\"code\":\"unauthorized\"")
              .doesNotContain("# HELP");
          assertThat(exchange(port, "/metrics", "Authorization: Bearer s3cret-toke"))
              .startsWith("HTTP/1.1 401");
          assertThat(exchange(port, "/metrics", "Authorization: Bearer s3cret-token"))
              .startsWith("HTTP/1.1 200")
              .contains("# HELP");
        });
  }

  private static void with(ConfigOverride override, Questions questions) throws Exception {
    DropwizardTestSupport<?> app =
        new DropwizardTestSupport<>(
            EdgeApplication.class, ResourceHelpers.resourceFilePath("edge-test.yml"), override);
    app.before();
    try {
      questions.ask(app.getLocalPort());
    } finally {
      app.after();
    }
  }

  private static String exchange(int port, String target, String... headers) throws IOException {
    try (RawHttp http = new RawHttp(port)) {
      return http.request("GET", target, headers).readAll();
    }
  }
}
