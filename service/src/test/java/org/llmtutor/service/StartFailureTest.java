package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.configuration.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartFailureTest {

  @Test
  void aMisspeltFieldGetsTheNearestName() {
    assertThat(
            mistake(
                "Unrecognized field at: exercies\n    Did you mean?:\n      - exercises\n      - server\n"))
        .isEqualTo("config.yml: exercies: unknown field; did you mean 'exercises'?");
    assertThat(mistake("Unrecognized field at: zzz\n"))
        .isEqualTo("config.yml: zzz: unknown field; remove it");
  }

  @Test
  void aRejectedValueIsToldWithItsPlaceAndWithoutClassNames() {
    assertThat(
            mistake(
                "Failed to parse configuration at: llm; Cannot construct instance of `a.b.LlmConfig`,"
                    + " problem: provider: 'x' is not configured; use offline\n at [Source: UNKNOWN;"
                    + " byte offset: #UNKNOWN] (through reference chain: a.b.C[\"llm\"])\n"))
        .isEqualTo("config.yml: llm: provider: 'x' is not configured; use offline");
    assertThat(
            mistake(
                "Failed to parse configuration at: zone; zone: not a zone; use UTC"
                    + " (through reference chain: a.b.C[\"zone\"])"))
        .isEqualTo("config.yml: zone: not a zone; use UTC");
    assertThat(
            mistake(
                "Incorrect type of value at: server.applicationConnectors.[0].port;"
                    + " is of type: String, expected: int"))
        .isEqualTo(
            "config.yml: server.applicationConnectors[0].port: is of type: String, expected: int");
  }

  @Test
  void anAddressInUseIsNamed() {
    Throwable failure =
        new RuntimeException(
            new IOException("Failed to bind to /127.0.0.1:8080", new BindException("in use")));
    assertThat(StartFailure.lines(failure, null).get(0))
        .startsWith("127.0.0.1:8080: cannot listen there")
        .endsWith("set PORT and ADMIN_PORT");
    Throwable unknown =
        new RuntimeException(
            new IOException(
                "Failed to bind to no.such/<unresolved>:80", new UnresolvedAddressException()));
    assertThat(StartFailure.lines(unknown, null).get(0)).startsWith("no.such:80: host not found");
  }

  @Test
  void causesAddTheirReasonOnce() {
    Throwable failure =
        new UncheckedIOException(
            "cost.priceFile: cannot use p.yml", new NoSuchFileException("p.yml"));
    assertThat(StartFailure.lines(failure, "config.yml"))
        .containsExactly("cost.priceFile: cannot use p.yml (no such file)");
  }

  @Test
  void stackTracesAreForDefectsAlone() {
    assertThat(printed(new IllegalStateException("no price; add one")))
        .isEqualTo("llm-tutor: no price; add one\n");
    assertThat(printed(new NullPointerException("x"))).contains("\tat ");
  }

  private static String printed(Throwable failure) {
    StringWriter text = new StringWriter();
    StartFailure.print(failure, null, new PrintWriter(text));
    return text.toString().replace("\r\n", "\n");
  }

  private static String mistake(String error) {
    return StartFailure.lines(new Mistake(error), "config.yml").get(0);
  }

  private static final class Mistake extends ConfigurationException {
    private Mistake(String error) {
      super("config.yml", List.of(error));
    }
  }
}
