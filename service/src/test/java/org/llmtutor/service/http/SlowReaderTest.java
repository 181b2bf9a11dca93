package org.llmtutor.service.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DropwizardExtensionsSupport.class)
class SlowReaderTest {

  private static final DropwizardAppExtension<EdgeApplication.EdgeConfiguration> APP =
      EdgeApplication.extension();

  @Test
  @Tag("fault-24")
  void endsTheReplyToAClientThatStopsReading() throws IOException {
    double before = left();
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.request("GET", "/api/things/endless").readSome(1);
      await(() -> left() == before + 1, Duration.ofSeconds(20));
    }
  }

  @Test
  @Tag("fault-24")
  void endsTheReplyToAClientThatReadsBelowTheMinimumRate() throws IOException {
    double before = left();
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      http.request("GET", "/api/things/endless");
      BooleanSupplier ended =
          () -> {
            read(http);
            return left() == before + 1;
          };
      await(ended, Duration.ofSeconds(20));
    }
  }

  private static void read(RawHttp http) {
    try {
      http.readSome(100_000);
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (IOException closed) {
      // What the test waits for.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(BooleanSupplier condition, Duration most) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - start < most.toNanos()) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static double left() {
    EdgeApplication application = APP.getApplication();
    @Nullable Double value =
        application
            .metrics()
            .registry()
            .getSampleValue(
                "http_requests_total",
                new String[] {"method", "endpoint", "status"},
                new String[] {"GET", "/api/things/endless", "499"});
    return value == null ? 0 : value;
  }
}
