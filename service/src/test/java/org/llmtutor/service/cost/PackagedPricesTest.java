package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.prices.PriceEntry;
import org.llmtutor.service.llm.LlmConfig;
import org.llmtutor.service.llm.OfflineConfig;
import org.llmtutor.service.llm.ProviderConfig;
import org.llmtutor.service.llm.TokenUsage;

class PackagedPricesTest {

  @Test
  void everyPricedProviderCanBeConfigured() {
    for (PriceEntry price : PriceBook.packaged().entries()) {
      Map<String, ProviderConfig> providers = Map.of(price.provider(), OfflineConfig.DEFAULT);
      LlmConfig config =
          LlmConfig.fromConfig(
              price.provider(), null, providers, null, null, null, null, null, null, null, null);
      assertThat(config.provider()).isEqualTo(price.provider());
    }
  }

  /** The largest usage that is taken for true, at the dearest price, still fits a ledger row. */
  @Test
  void theDearestCallFitsALedgerRow() {
    long most = TokenUsage.MAX_TOKENS;
    TokenUsage usage = new TokenUsage(most, most, most, most, most, most);
    for (PriceEntry entry : PriceBook.packaged().entries()) {
      Price price = new Price(entry, Instant.parse("2026-11-23T02:00:00Z"));
      Usd cost = Usd.of(price.cost(Hold.tokens(usage), "unheard of"));
      assertThat(cost)
          .isGreaterThanOrEqualTo(Usd.ZERO)
          .isLessThanOrEqualTo(Usd.atLeast(price.worstCase(4 * most, 2 * most)));
    }
  }

  @Test
  void aHoldIsRoundedUpAndACostHalfEven() {
    assertThat(Usd.atLeast(new BigDecimal("0.0000000001"))).isEqualTo(new Usd(1));
    assertThat(Usd.atLeast(new BigDecimal("0.000000001"))).isEqualTo(new Usd(1));
    assertThat(Usd.of(new BigDecimal("0.0000000005"))).isEqualTo(Usd.ZERO);
    assertThat(Usd.of(new BigDecimal("0.0000000015"))).isEqualTo(new Usd(2));
  }
}
