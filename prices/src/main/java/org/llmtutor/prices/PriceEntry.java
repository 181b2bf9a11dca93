package org.llmtutor.prices;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one model costs over one stretch of time, as known from one moment on. Times are UTC; ranges
 * are {@code [from, to)}. An entry is never edited: a correction is another one that was recorded
 * later.
 *
 * @param provider name of the provider in the configuration
 * @param model the model's name, or a pattern in which {@code *} stands for any text
 * @param aliases further names and patterns of the model
 * @param from effective from, inclusive; the epoch stands for "since ever"
 * @param to effective to, exclusive; null for no end
 * @param recorded when the entry came into the book; the epoch stands for "from the first"
 * @param standard rates of the default class of service
 * @param serviceTiers rates of other classes of service, by their names in lower case
 * @param bands factors on all rates at times of the week; they do not overlap
 * @param source where the figures come from
 */
public record PriceEntry(
    String provider,
    String model,
    List<String> aliases,
    Instant from,
    @Nullable Instant to,
    Instant recorded,
    RateCard standard,
    Map<String, RateCard> serviceTiers,
    List<Band> bands,
    String source) {

  /** What providers call the class of service that one gets without asking. */
  static final Set<String> STANDARD = Set.of("default", "standard", "auto", "on_demand");

  private static final int EXACT = Integer.MAX_VALUE;

  /** Copies the collections. */
  public PriceEntry {
    aliases = List.copyOf(aliases);
    serviceTiers = Collections.unmodifiableMap(new TreeMap<>(serviceTiers));
    bands = List.copyOf(bands);
    if (to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException(provider + "/" + model + ": 'from' is not before 'to'");
    }
  }

  /**
   * Names this entry in ledger rows: provider, model, the first day or second it holds, when it was
   * recorded, and a digest of its terms, so that an entry that was edited all the same is another
   * one. Stable: it does not depend on the order or form in which a file says the same.
   */
  public String id() {
    return provider
        + "/"
        + model
        + "@"
        + moment(from)
        + "+"
        + moment(recorded)
        + "#"
        + digest().substring(0, 8);
  }

  private static String moment(Instant instant) {
    if (instant.equals(Instant.EPOCH)) {
      return "start";
    }
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : instant.toString();
  }

  private String digest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(terms().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** All that decides a price, in one form. */
  private String terms() {
    StringBuilder text = new StringBuilder();
    text.append(provider).append('\n').append(model).append('\n');
    aliases.stream().sorted().forEach(alias -> text.append(alias).append('\n'));
    text.append(from).append(' ').append(to).append(' ').append(recorded).append('\n');
    append(text, standard);
    serviceTiers.forEach((name, card) -> append(text.append(name).append('\n'), card));
    for (Band band : bands) {
      text.append(band.days()).append(band.from()).append(band.to()).append(plain(band.factor()));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, RateCard card) {
    append(text, card.rates());
    for (SizeTier tier : card.tiers()) {
      append(text.append(tier.abovePromptTokens()).append(' '), tier.rates());
    }
  }

  private static void append(StringBuilder text, Rates rates) {
    rates.byName().values().forEach(rate -> text.append(plain(rate)).append(' '));
    text.append('\n');
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** Whether the range holds {@code at}. */
  public boolean holdsAt(Instant at) {
    return !at.isBefore(from) && (to == null || at.isBefore(to));
  }

  /** The model's name and its aliases. */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    names.add(model);
    names.addAll(aliases);
    return names;
  }

  /**
   * How closely the entry names a model: 0 not at all, the length of the longest pattern that
   * matches, or more than any length when a name is the model's own.
   */
  int closeness(String askedModel) {
    int closest = 0;
    for (String name : names()) {
      if (name.equals(askedModel)) {
        return EXACT;
      }
      if (NamePattern.isPattern(name) && NamePattern.matches(name, askedModel)) {
        closest = Math.max(closest, name.length());
      }
    }
    return closest;
  }

  /** The rates of a class of service; empty when the entry does not know it. */
  Optional<RateCard> card(@Nullable String serviceTier) {
    if (serviceTier == null) {
      return Optional.of(standard);
    }
    String name = serviceTier.toLowerCase(Locale.ROOT);
    RateCard own = serviceTiers.get(name);
    if (own != null) {
      return Optional.of(own);
    }
    return STANDARD.contains(name) ? Optional.of(standard) : Optional.empty();
  }

  /** The rates of every class of service. */
  Collection<RateCard> cards() {
    List<RateCard> cards = new ArrayList<>(serviceTiers.values());
    cards.add(standard);
    return cards;
  }

  /** The factor of the band that covers {@code at}; 1 outside the bands. */
  public BigDecimal factor(Instant at) {
    ZonedDateTime time = at.atZone(ZoneOffset.UTC);
    return bands.stream()
        .filter(band -> band.covers(time))
        .map(Band::factor)
        .findFirst()
        .orElse(BigDecimal.ONE);
  }
}
