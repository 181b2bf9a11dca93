package org.llmtutor.service.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.llmtutor.service.http.EdgeApplication;
import org.llmtutor.service.http.RawHttp;

@ExtendWith(DropwizardExtensionsSupport.class)
class AccessLogTest {

  private static final Path LOG = Path.of("target", "access-log-test.log");
  private static final DropwizardAppExtension<EdgeApplication.EdgeConfiguration> APP =
      EdgeApplication.extension(
          ConfigOverride.config(
              "server.requestLog.appenders[0].currentLogFilename", LOG.toString()));

  @Test
  void tellsARequestWithoutQueryOrToken() throws IOException {
    Files.writeString(LOG, "");
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.request(
              "GET",
              "/api/things/7?name=canary",
              "X-Request-Id: access-log-1",
              "Authorization: Bearer canary",
              "User-Agent: canary",
              "Referer: http://canary")
          .readAll();
    }
    List<String> lines = lines();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .matches(
            "\\S+Z REQUEST GET /api/things/\\{id} status=200 bytes=\\d+ ms=\\d+"
                + " request_id=access-log-1 trace_id=[0-9a-f]{32}");
  }

  @Test
  void tellsLearnerAndTraceAlthoughTheContextIsEmptyByThen() throws IOException {
    Files.writeString(LOG, "");
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.request("GET", "/api/things/context?learner=u1&trace=4bf92f3577b34da6").readAll();
    }
    assertThat(lines().get(0)).endsWith(" learner=u1 trace_id=4bf92f3577b34da6");
  }

  private static List<String> lines() throws IOException {
    long end = System.nanoTime() + 10_000_000_000L;
    while (Files.size(LOG) == 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
    }
    return Files.readAllLines(LOG);
  }
}
