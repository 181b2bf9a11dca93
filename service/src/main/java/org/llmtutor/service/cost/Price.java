package org.llmtutor.service.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.llm.TokenUsage;

/**
 * What one model costs over one stretch of time. Times are UTC; ranges are {@code [from, to)}.
 *
 * @param provider name of the provider in the configuration
 * @param model the model's name, or a pattern in which {@code *} stands for any text
 * @param from effective from, inclusive
 * @param to effective to, exclusive; null for no end
 * @param rates prices
 * @param tiers other prices for the whole request above a prompt size, smallest size first
 * @param bands factors on the prices at times of the week
 * @param source where the figures come from
 */
record Price(
    String provider,
    String model,
    Instant from,
    @Nullable Instant to,
    Rates rates,
    List<Tier> tiers,
    List<Band> bands,
    String source) {

  /** Other prices for the whole request when the prompt has more tokens than this. */
  record Tier(long abovePromptTokens, Rates rates) {

    @JsonCreator
    static Tier of(
        @JsonProperty(value = "above_prompt_tokens", required = true) long above,
        @JsonProperty(value = "usd_per_million", required = true) Rates rates) {
      return new Tier(above, rates);
    }
  }

  /** A factor on weekdays between two times of the day, UTC. */
  record Band(Set<DayOfWeek> days, LocalTime from, LocalTime to, BigDecimal factor) {

    @JsonCreator
    static Band of(
        @JsonProperty(value = "days", required = true) Set<DayOfWeek> days,
        @JsonProperty(value = "from", required = true) LocalTime from,
        @JsonProperty(value = "to", required = true) LocalTime to,
        @JsonProperty(value = "factor", required = true) BigDecimal factor) {
      return new Band(Set.copyOf(days), from, to, factor);
    }

    boolean covers(ZonedDateTime time) {
      LocalTime clock = time.toLocalTime();
      return days.contains(time.getDayOfWeek()) && !clock.isBefore(from) && clock.isBefore(to);
    }
  }

  @JsonCreator
  static Price of(
      @JsonProperty(value = "provider", required = true) String provider,
      @JsonProperty(value = "model", required = true) String model,
      @JsonProperty("from") @Nullable Instant from,
      @JsonProperty("to") @Nullable Instant to,
      @JsonProperty(value = "usd_per_million", required = true) Rates rates,
      @JsonProperty("tiers") @Nullable List<Tier> tiers,
      @JsonProperty("bands") @Nullable List<Band> bands,
      @JsonProperty(value = "source", required = true) String source) {
    return new Price(
        provider,
        model,
        from == null ? Instant.EPOCH : from,
        to,
        rates,
        tiers == null ? List.of() : tiers,
        bands == null ? List.of() : bands,
        source);
  }

  Price {
    tiers = tiers.stream().sorted(Comparator.comparingLong(Tier::abovePromptTokens)).toList();
    bands = List.copyOf(bands);
    if (to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(provider + "/" + model + ": 'from' is not before 'to'");
    }
  }

  /** Names this entry in ledger rows: provider, model and the first second it holds. */
  String id() {
    return provider + "/" + model + "@" + (from.equals(Instant.EPOCH) ? "start" : from);
  }

  boolean appliesTo(String askedProvider, String askedModel, Instant at) {
    return provider.equals(askedProvider)
        && matches(askedModel)
        && !at.isBefore(from)
        && (to == null || at.isBefore(to));
  }

  private boolean matches(String asked) {
    int star = model.indexOf('*');
    if (star < 0) {
      return model.equals(asked);
    }
    String head = model.substring(0, star);
    String tail = model.substring(star + 1);
    return asked.length() >= head.length() + tail.length()
        && asked.startsWith(head)
        && asked.endsWith(tail);
  }

  /** Exact cost of a call that started at {@code at}, rounded half-even to a nano-dollar. */
  Usd cost(TokenUsage usage, Instant at) {
    return Usd.of(ratesFor(usage.prompt()).cost(usage).multiply(factor(at)));
  }

  /** The most a call of at most this size can cost, rounded up to a nano-dollar. */
  Usd worstCase(long promptTokens, long replyTokens, Instant at) {
    BigDecimal most = rates.worstCase(promptTokens, replyTokens);
    for (Tier tier : tiers) {
      if (promptTokens > tier.abovePromptTokens()) {
        most = most.max(tier.rates().worstCase(promptTokens, replyTokens));
      }
    }
    return most.signum() == 0 ? Usd.ZERO : Usd.of(most.multiply(factor(at))).plus(new Usd(1));
  }

  private Rates ratesFor(long promptTokens) {
    Rates chosen = rates;
    for (Tier tier : tiers) {
      if (promptTokens > tier.abovePromptTokens()) {
        chosen = tier.rates();
      }
    }
    return chosen;
  }

  private BigDecimal factor(Instant at) {
    ZonedDateTime time = at.atZone(ZoneOffset.UTC);
    return bands.stream()
        .filter(band -> band.covers(time))
        .map(Band::factor)
        .findFirst()
        .orElse(BigDecimal.ONE);
  }
}
