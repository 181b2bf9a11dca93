package org.llmtutor.service.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlmConfigTest {

  private static final String OPENAI =
      """
      provider: openai
      deadline: 30s
      maxOutputTokens: 500
      retry:
        maxAttempts: 2
        baseBackoff: 100ms
      limits:
        maxResponseSize: 2MiB
      providers:
        openai:
          type: openai
          apiKeyEnv: OPENAI_API_KEY
          model: gpt-4o-mini
      """;

  @Test
  void anEmptySectionIsTheOfflineTutor() throws Exception {
    LlmConfig config = read("{}");

    assertThat(config).isEqualTo(LlmConfig.DEFAULT);
    assertThat(config.model()).isEqualTo("offline-tutor");
    assertThat(routes(config, Map.of()).get("offline").client()).isInstanceOf(OfflineTutor.class);
  }

  @Test
  void readsEveryProperty() throws Exception {
    LlmConfig config =
        read(
            """
            provider: local
            deadline: 45s
            attemptDeadline: 15s
            maxOutputTokens: 2048
            retry: {maxAttempts: 2, baseBackoff: 1s, maxBackoff: 4s, maxRetryAfter: 10s}
            circuit: {window: 10, minimumCalls: 4, failureRate: 75, openFor: 1m, probes: 3}
            limits: {maxResponseSize: 2MiB, maxLineSize: 64KiB}
            drainAfterClientGone: 0s
            degradedAfter: 5
            providers:
              offline: {type: offline, deltaDelay: 20ms, replay: true}
              local:
                type: openai
                baseUrl: http://ollama.lan:11434/v1
                model: llama3
                maxTokensField: max_tokens
                connectTimeout: 2s
                allowPlainHttp: true
                allowLinkLocal: false
            """);

    assertThat(config.deadline()).isEqualTo(Duration.ofSeconds(45));
    assertThat(config.attemptDeadline()).isEqualTo(Duration.ofSeconds(15));
    assertThat(config.maxOutputTokens()).isEqualTo(2048);
    assertThat(config.retry())
        .isEqualTo(
            new RetryPolicy(
                2, Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(10)));
    assertThat(config.circuit()).isEqualTo(new CircuitConfig(10, 4, 75, Duration.ofMinutes(1), 3));
    assertThat(config.limits()).isEqualTo(new ResponseLimits(2 << 20, 64 << 10));
    assertThat(config.drainAfterClientGone()).isZero();
    assertThat(config.degradedAfter()).isEqualTo(5);
    assertThat(config.model()).isEqualTo("llama3");
    assertThat(config.providers())
        .containsEntry("offline", new OfflineConfig(Duration.ofMillis(20), true, null));
  }

  @Test
  void theKeyComesFromTheEnvironmentAndIsShownNowhere() throws Exception {
    LlmConfig config = read(OPENAI);

    LlmRoutes routes = routes(config, Map.of("OPENAI_API_KEY", "canary-key"));

    assertThat(routes.get("openai").provider()).isEqualTo("openai");
    assertThat(config.toString()).doesNotContain("canary");
    assertThat(ApiKey.fromEnvironment("p", "K", Map.of("K", "canary")).toString())
        .doesNotContain("canary");
  }

  private static final String TWO_OF_ONE =
      """
      provider: openai
      fallbacks: [openai-small, offline]
      providers:
        openai: {type: openai, apiKeyEnv: KEY, model: gpt-4.1-mini}
        openai-small: {type: openai, apiKeyEnv: KEY, model: gpt-4o-mini, provider: openai}
        unused: {type: openai, apiKeyEnv: UNSET, model: m}
      """;

  @Test
  void twoEntriesMayBeOfOneProvider() throws Exception {
    LlmRoutes routes = routes(read(TWO_OF_ONE), Map.of("KEY", "k"));

    assertThat(routes.inOrder())
        .extracting(LlmRoute::toString)
        .containsExactly(
            "openai (gpt-4.1-mini of openai)",
            "openai-small (gpt-4o-mini of openai)",
            "offline (offline-tutor of offline)");
  }

  @Test
  void onlyEntriesInUseNeedAKey() throws Exception {
    LlmConfig config = read(TWO_OF_ONE);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> routes(config, Map.of("KEY", "k")).get("unused"))
        .withMessage("'unused': no such route is in use");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LlmClients.routes(config, List.of("unused"), Map.of("KEY", "k"), Calls.CLOCK))
        .withMessageContaining("providers.unused.apiKeyEnv: the environment variable UNSET");
  }

  @Test
  void aFallbackMustBeAnotherEntryOfProviders() {
    assertThatThrownBy(() -> read("fallbacks: [ofline2]"))
        .hasMessageContaining("fallbacks: 'ofline2' is not configured; did you mean 'offline'?");
    assertThatThrownBy(() -> read("fallbacks: [offline]"))
        .hasMessageContaining("fallbacks: 'offline' is asked before already");
  }

  @Test
  void aMissingKeyStopsTheStartAndNamesTheVariable() throws Exception {
    LlmConfig config = read(OPENAI);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> routes(config, Map.of()))
        .withMessageContaining("OPENAI_API_KEY is not set");
  }

  @Test
  void aMalformedKeyIsNotRepeated() throws Exception {
    LlmConfig config = read(OPENAI);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> routes(config, Map.of("OPENAI_API_KEY", "canary\r\nX: 1")))
        .withMessageContaining("OPENAI_API_KEY")
        .withMessageNotContaining("canary");
  }

  @Test
  void anUnknownProviderGetsASuggestion() {
    assertThatThrownBy(() -> read("provider: ofline"))
        .hasMessageContaining("provider: 'ofline' is not configured; did you mean 'offline'?");
    assertThatThrownBy(() -> read("provider: anthropic"))
        .hasMessageContaining("add it under providers or use one of: offline");
  }

  @Test
  void aMisspeltPropertyGetsASuggestion() {
    assertThatThrownBy(() -> read("deadlin: 3s")).hasMessageContaining("deadline");
    assertThatThrownBy(() -> read("providers: {a: {type: offline, deltaDelai: 3s}}"))
        .hasMessageContaining("deltaDelai");
    assertThatThrownBy(() -> read("providers: {a: {type: opnai, model: x}}"))
        .hasMessageContaining("opnai");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "deadline: 0s|deadline",
        "attemptDeadline: 0s|attemptDeadline",
        "attemptDeadline: 2h|attemptDeadline",
        "deadline: 2h|deadline",
        "maxOutputTokens: 0|maxOutputTokens",
        "degradedAfter: -1|degradedAfter",
        "drainAfterClientGone: 1h|drainAfterClientGone",
        "retry: {maxAttempts: 11}|retry.maxAttempts",
        "retry: {baseBackoff: 0s}|retry.baseBackoff",
        "retry: {baseBackoff: 10s}|retry.maxBackoff",
        "circuit: {window: 0}|circuit.window",
        "circuit: {window: 5, minimumCalls: 6}|circuit.minimumCalls",
        "circuit: {failureRate: 101}|circuit.failureRate",
        "circuit: {openFor: 0s}|circuit.openFor",
        "circuit: {probes: 0}|circuit.probes",
        "limits: {maxLineSize: 1B}|limits.maxLineSize",
        "limits: {maxResponseSize: 4GiB}|limits.maxResponseSize",
        "providers: {'a b': {type: offline}}|providers.a b",
        "providers: {a: {type: offline, deltaDelay: 1h}}|deltaDelay",
        "providers: {a: {type: offline, provider: A B}}|provider",
        "providers: {a: {type: openai, model: m, provider: A}}|provider",
        "providers: {a: {type: openai}}|model",
        "providers: {a: {type: openai, model: m, maxTokensField: n}}|maxTokensField",
        "providers: {a: {type: openai, model: m, connectTimeout: 0s}}|connectTimeout",
        "providers: {a: {type: anthropic}}|model",
        "providers: {a: {type: anthropic, model: m, apiVersion: latest}}|apiVersion",
        "providers: {a: {type: anthropic, model: m, baseUrl: 'https://169.254.169.254'}}|baseUrl",
        "providers: {a: {type: ollama}}|model",
        "providers: {a: {type: ollama, model: m, baseUrl: 'http://2852039166/'}}|baseUrl",
        "providers: {a: {type: openai, model: m, baseUrl: 'http://api.example.com'}}|baseUrl",
      })
  void rejectsValuesThatCannotWork(String yaml, String named) {
    assertThatThrownBy(() -> read(yaml)).hasMessageContaining(named + ":");
  }

  @Test
  void aKeyInPlaceOfItsVariableIsNotRepeated() {
    assertThatThrownBy(() -> read("providers: {a: {type: openai, model: m, apiKeyEnv: sk-canary}}"))
        .hasMessageContaining("apiKeyEnv: not the name of an environment variable")
        .hasMessageNotContaining("canary");
  }

  private static LlmRoutes routes(LlmConfig config, Map<String, String> environment) {
    return LlmClients.routes(config, List.of(), environment, Calls.CLOCK);
  }

  private static LlmConfig read(String yaml) throws Exception {
    return new DefaultConfigurationFactoryFactory<LlmConfig>()
        .create(LlmConfig.class, Validators.newValidator(), Jackson.newObjectMapper(), "test")
        .build(
            path -> new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "config.yml");
  }
}
