package org.llmtutor.prices;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Entries in the shape that {@link PriceBookReader} reads, with every factor resolved. */
public final class PriceDocument {

  private PriceDocument() {}

  /** Maps, lists, texts and numbers; {@code id} is added. */
  public static Map<String, Object> of(PriceEntry entry) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("id", entry.id());
    document.put("provider", entry.provider());
    document.put("model", entry.model());
    if (!entry.aliases().isEmpty()) {
      document.put("aliases", entry.aliases());
    }
    if (!entry.from().equals(Instant.EPOCH)) {
      document.put("from", entry.from().toString());
    }
    Instant to = entry.to();
    if (to != null) {
      document.put("to", to.toString());
    }
    if (!entry.recorded().equals(Instant.EPOCH)) {
      document.put("recorded", entry.recorded().toString());
    }
    document.putAll(card(entry.standard()));
    if (!entry.bands().isEmpty()) {
      document.put("bands", entry.bands().stream().map(PriceDocument::band).toList());
    }
    if (!entry.serviceTiers().isEmpty()) {
      Map<String, Object> tiers = new LinkedHashMap<>();
      entry.serviceTiers().forEach((name, card) -> tiers.put(name, card(card)));
      document.put("service_tiers", tiers);
    }
    document.put("source", entry.source());
    return document;
  }

  private static Map<String, Object> card(RateCard card) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("usd_per_million", rates(card.rates()));
    if (!card.tiers().isEmpty()) {
      List<Object> tiers = new ArrayList<>();
      for (SizeTier tier : card.tiers()) {
        Map<String, Object> size = new LinkedHashMap<>();
        size.put("above_prompt_tokens", tier.abovePromptTokens());
        size.put("usd_per_million", rates(tier.rates()));
        tiers.add(size);
      }
      document.put("tiers", tiers);
    }
    return document;
  }

  private static Map<String, Object> rates(Rates rates) {
    Map<String, Object> document = new LinkedHashMap<>();
    rates.byName().forEach((name, rate) -> document.put(name, plain(rate)));
    return document;
  }

  /** Without zeros at its end, and never as 1E+1. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static Map<String, Object> band(Band band) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("days", band.days().stream().map(PriceDocument::name).toList());
    document.put("from", band.from().toString());
    document.put("to", band.to().toString());
    document.put("factor", plain(band.factor()));
    return document;
  }

  private static String name(DayOfWeek day) {
    return day.name().toLowerCase(Locale.ROOT);
  }
}
