package org.llmtutor.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.testing.junit5.DropwizardExtensionsSupport;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.service.http.EdgeApplication;
import org.llmtutor.service.http.RawHttp;

/** Every request has the id of a trace, though nothing is exported. */
@ExtendWith(DropwizardExtensionsSupport.class)
class TraceIdTest {

  private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String VALID = "00-" + CALLER + "-00f067aa0ba902b7-01";

  private static final DropwizardAppExtension<EdgeApplication.EdgeConfiguration> APP =
      EdgeApplication.extension();

  private static String traceId(String... headers) throws IOException {
    try (RawHttp http = new RawHttp(APP.getLocalPort())) {
      String reply = http.request("GET", "/api/things/context", headers).readAll();
      String json = reply.substring(reply.indexOf('{'), reply.lastIndexOf('}') + 1);
      return new ObjectMapper().readTree(json).get(RequestContext.TRACE).asText();
    }
  }

  @Test
  void aRequestWithoutOneGetsItsOwn() throws IOException {
    String first = traceId();
    assertThat(first).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
    assertThat(traceId()).isNotEqualTo(first);
  }

  @Test
  void aCallersOwnIsKept() throws IOException {
    assertThat(traceId("traceparent: " + VALID)).isEqualTo(CALLER);
    assertThat(traceId("Traceparent: " + VALID.replace("-01", "-00"))).isEqualTo(CALLER);
    assertThat(traceId("traceparent: " + VALID, "tracestate: not a state"))
        .as("a broken tracestate costs only itself")
        .isEqualTo(CALLER);
    assertThat(traceId("traceparent: cc" + VALID.substring(2) + "-more"))
        .as("a later version is read as far as it is known")
        .isEqualTo(CALLER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-zz",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "4bf92f3577b34da6a3ce929d0e0e4736",
        "\" OR 1=1",
        "-"
      })
  void whatIsNotWellFormedIsIgnored(String parent) throws IOException {
    assertThat(traceId("traceparent: " + parent)).matches("[0-9a-f]{32}").isNotEqualTo(CALLER);
  }

  @Test
  void twoOfThemAreNone() throws IOException {
    assertThat(traceId("traceparent: " + VALID, "traceparent: " + VALID)).isNotEqualTo(CALLER);
  }
}
