package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.llm.LlmConfig;
import org.llmtutor.service.llm.OfflineConfig;
import org.llmtutor.service.llm.ProviderConfig;
import org.llmtutor.service.llm.TokenUsage;

class PriceBookTest {

  private static final PriceBook PACKAGED = PriceBook.packaged();

  @ParameterizedTest
  @CsvSource({
    // A million tokens of input and of output cost the two list prices together.
    "openai, gpt-4o-mini, 2026-11-23T00:00:00Z, 1000000, 1000000, 0.75",
    "openai, gpt-5.6-sol, 2026-09-14T23:59:59Z, 1000, 1000, 0.035",
    "openai, gpt-5.6-sol, 2026-09-15T00:00:00Z, 1000, 1000, 0.024",
    "openai, gpt-5.6-luna, 2026-11-23T00:00:00Z, 272000, 1000, 0.0556",
    "openai, gpt-5.6-luna, 2026-11-23T00:00:00Z, 272001, 1000, 0.1106004",
    "gcp.gemini, gemini-3.8-flash, 2026-12-31T23:59:59Z, 1000, 1000, 0.0045",
    "gcp.gemini, gemini-3.8-flash, 2027-01-01T00:00:00Z, 1000, 1000, 0.009",
    // Monday: peak from 01:00 to 04:00 and 06:00 to 10:00 UTC; Sunday never.
    "deepseek, deepseek-flash, 2026-11-23T00:59:59Z, 1000, 1000, 0.00075",
    "deepseek, deepseek-flash, 2026-11-23T01:00:00Z, 1000, 1000, 0.0015",
    "deepseek, deepseek-flash, 2026-11-23T03:59:59Z, 1000, 1000, 0.0015",
    "deepseek, deepseek-flash, 2026-11-23T04:00:00Z, 1000, 1000, 0.00075",
    "deepseek, deepseek-flash, 2026-11-22T02:00:00Z, 1000, 1000, 0.00075",
    "offline, offline-tutor, 2026-11-23T00:00:00Z, 1, 0, 0.00000015"
  })
  void pricesACall(
      String provider, String model, Instant at, long input, long output, String dollars) {
    Price price = PACKAGED.find(provider, model, at).orElseThrow();
    assertThat(price.cost(TokenUsage.of(input, output), at)).isEqualTo(Usd.parse(dollars));
  }

  @Test
  void chargesEachClassAtItsOwnPrice() {
    Instant at = Instant.parse("2026-11-23T00:00:00Z");
    Price price = PACKAGED.find("anthropic", "claude-haiku-4-5", at).orElseThrow();
    TokenUsage usage = new TokenUsage(1000L, 1000L, 1000L, 1000L, 1000L);
    assertThat(price.cost(usage, at)).isEqualTo(Usd.parse("0.01235"));
  }

  @Test
  void theWorstCaseIsNeverBelowTheCost() {
    Instant at = Instant.parse("2026-11-23T02:00:00Z");
    for (Price price : PACKAGED.entries()) {
      for (long prompt : new long[] {0, 1, 99_999, 100_001, 272_001, 1_000_000}) {
        TokenUsage usage = new TokenUsage(0L, 0L, prompt, 500L, 500L);
        assertThat(price.worstCase(prompt, 1000, at))
            .as(price.id())
            .isGreaterThanOrEqualTo(price.cost(usage, at));
      }
    }
  }

  @Test
  void everyPricedProviderCanBeConfigured() {
    for (Price price : PACKAGED.entries()) {
      Map<String, ProviderConfig> providers = Map.of(price.provider(), OfflineConfig.DEFAULT);
      LlmConfig config =
          LlmConfig.fromConfig(
              price.provider(), null, providers, null, null, null, null, null, null, null);
      assertThat(config.provider()).isEqualTo(price.provider());
    }
  }

  @Test
  void knowsNoPriceForAModelItWasNotTold() {
    assertThat(PACKAGED.find("openai", "gpt-9", Instant.EPOCH)).isEmpty();
    assertThat(PACKAGED.find("deepseek", "deepseek-flash", Instant.EPOCH)).isEmpty();
  }

  @Test
  void theOperatorsEntriesGoFirst(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("prices.yml");
    Files.writeString(
        file,
        """
        prices:
          - provider: openai
            model: gpt-4o-*
            usd_per_million: {input: 1, output: 2}
            source: contract
        """);
    Price price =
        PriceBook.withOverrides(file).find("openai", "gpt-4o-mini", Instant.EPOCH).orElseThrow();
    assertThat(price.source()).isEqualTo("contract");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{provider: a, model: b, usd_per_million: {input: -1, output: 1}, source: s} | not negative",
        "{provider: a, model: b, usd_per_million: {input: 1}, source: s} | output",
        "{provider: a, model: b, usd_per_million: {input: 1, output: 1, inptu: 1}, source: s} | inptu",
        "{provider: a, provider: b, model: b, source: s} | Duplicate",
      })
  void namesTheMistakeInAFile(String entry, String expected, @TempDir Path directory)
      throws IOException {
    Path file = directory.resolve("prices.yml");
    Files.writeString(file, "prices:\n  - " + entry + "\n");
    assertThatThrownBy(() -> PriceBook.withOverrides(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cost.priceFile")
        .hasMessageContaining(expected);
  }
}
