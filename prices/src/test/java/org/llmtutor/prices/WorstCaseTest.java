package org.llmtutor.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever the book says and whatever was used: a call never costs more than was held for it. */
class WorstCaseTest {

  private static final long MAX_TOKENS = 400_000;

  /** A call and the size that was held for it. */
  record Call(Tokens used, long prompt, long reply, Instant at, @Nullable String serviceTier) {}

  @Property(tries = 2_000)
  void noCallCostsMoreThanItsWorstCase(
      @ForAll("entries") PriceEntry entry, @ForAll("calls") Call call) {
    Price price = new Price(entry, call.at());
    assertThat(price.cost(call.used(), call.serviceTier()))
        .isNotNegative()
        .isLessThanOrEqualTo(price.worstCase(call.prompt(), call.reply()));
  }

  @Property(tries = 2_000)
  void noCallOfThePackagedBookCostsMoreThanItsWorstCase(
      @ForAll("packaged") PriceEntry entry, @ForAll("calls") Call call) {
    noCallCostsMoreThanItsWorstCase(entry, call);
  }

  @Provide
  Arbitrary<PriceEntry> packaged() {
    return Arbitraries.of(PriceBook.packaged().entries());
  }

  @Provide
  Arbitrary<PriceEntry> entries() {
    Arbitrary<RateCard> cards =
        Combinators.combine(rates(), tiers())
            .as((rates, tiers) -> new RateCard(rates, inOrder(tiers)));
    return Combinators.combine(cards, cards, cards, bands())
        .as(
            (standard, flex, priority, bands) ->
                new PriceEntry(
                    "a",
                    "m",
                    List.of(),
                    Instant.EPOCH,
                    null,
                    Instant.EPOCH,
                    standard,
                    Map.of("flex", flex, "priority", priority),
                    bands,
                    "made up"));
  }

  private static List<SizeTier> inOrder(List<SizeTier> tiers) {
    List<SizeTier> sorted = new ArrayList<>(tiers);
    sorted.sort((a, b) -> Long.compare(a.abovePromptTokens(), b.abovePromptTokens()));
    return sorted;
  }

  private static Arbitrary<List<SizeTier>> tiers() {
    return Combinators.combine(Arbitraries.longs().between(1, MAX_TOKENS), rates())
        .as(SizeTier::new)
        .list()
        .ofMaxSize(3);
  }

  private static Arbitrary<Rates> rates() {
    Arbitrary<BigDecimal> rate =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, new BigDecimal("100")).ofScale(6);
    return Combinators.combine(rate, rate, rate, rate, rate, rate).as(Rates::new);
  }

  private static Arbitrary<List<Band>> bands() {
    Arbitrary<LocalTime> times = Arbitraries.integers().between(0, 1439).map(WorstCaseTest::minute);
    Arbitrary<BigDecimal> factors =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.TEN).ofScale(2);
    return Combinators.combine(
            Arbitraries.of(DayOfWeek.values()).list().uniqueElements().ofMinSize(1),
            times,
            times,
            factors)
        .as(Band::new)
        .list()
        .ofMaxSize(2);
  }

  private static LocalTime minute(int minutes) {
    return LocalTime.ofSecondOfDay(60L * minutes);
  }

  @Provide
  Arbitrary<Call> calls() {
    Arbitrary<Long> counts =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, Arbitraries.just(0L)),
            net.jqwik.api.Tuple.of(3, Arbitraries.longs().between(0, MAX_TOKENS / 4)));
    Arbitrary<Long> slack = Arbitraries.longs().between(0, 1_000);
    Arbitrary<Instant> instants =
        Arbitraries.longs().between(1_790_000_000L, 1_800_000_000L).map(Instant::ofEpochSecond);
    Arbitrary<String> tiers =
        Arbitraries.of("flex", "priority", "default", "batch", "Scale").injectNull(0.3);
    Arbitrary<Tokens> tokens =
        Combinators.combine(counts, counts, counts, counts, counts, counts).as(Tokens::new);
    return Combinators.combine(tokens, slack, slack, instants, tiers)
        .as(
            (used, more, longer, at, tier) ->
                new Call(
                    used,
                    used.prompt() + more,
                    used.output() + used.reasoning() + longer,
                    at,
                    tier));
  }
}
