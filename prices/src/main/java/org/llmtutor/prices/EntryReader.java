package org.llmtutor.prices;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Span;
import org.llmtutor.rules.yaml.YamlEntry;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlScalar;

/** Reads one entry. Stateless; what is wrong is told to the fields' sink. */
final class EntryReader {

  /** The last two are what listings add; they are not read. */
  private static final List<String> KEYS =
      List.of(
          "provider",
          "model",
          "aliases",
          "from",
          "to",
          "recorded",
          "usd_per_million",
          "tiers",
          "bands",
          "service_tiers",
          "source",
          "id",
          "origin");

  private static final List<String> SERVICE_TIER = List.of("factor", "usd_per_million", "tiers");
  private static final int LONGEST_NAME = 100;

  private EntryReader() {}

  /**
   * An entry with where it stands.
   *
   * @param entry the entry
   * @param model where its model is named
   * @param aliases where its aliases are, in their order
   */
  record Placed(PriceEntry entry, Span model, List<Span> aliases) {}

  static Optional<Placed> read(Fields fields) {
    fields.allow(KEYS);
    String provider = fields.text("provider", "name the provider as the configuration does");
    String model = fields.text("model", "name the model, or a pattern such as gpt-4o-*");
    String source = fields.text("source", "say where the figures come from");
    List<YamlScalar> aliases = fields.texts("aliases");
    checkNames(fields, aliases);
    Instant from = requireNonNull(fields.instant("from", Instant.EPOCH));
    Instant to = fields.instant("to", null);
    Instant recorded = requireNonNull(fields.instant("recorded", Instant.EPOCH));
    boolean ordered = ordered(fields, from, to);
    RateCard standard = RatesReader.card(fields).orElse(null);
    List<Band> bands = BandReader.bands(fields);
    Map<String, RateCard> tiers = serviceTiers(fields, standard);
    if (provider == null || model == null || source == null || standard == null || !ordered) {
      return Optional.empty();
    }
    List<String> names = aliases.stream().map(YamlScalar::value).toList();
    PriceEntry entry =
        new PriceEntry(
            provider, model, names, from, to, recorded, standard, tiers, bands, source.strip());
    bound(fields, entry);
    return Optional.of(
        new Placed(entry, fields.place("model"), aliases.stream().map(YamlScalar::span).toList()));
  }

  private static void checkNames(Fields fields, List<YamlScalar> aliases) {
    List<YamlScalar> names = new ArrayList<>(aliases);
    fields.scalar("model").ifPresent(names::add);
    fields.scalar("provider").ifPresent(names::add);
    for (YamlScalar name : names) {
      if (name.value().length() > LONGEST_NAME || !name.value().matches("[!-~]*")) {
        fields.wrong(
            name.span(),
            Quoted.of(name.value()) + ": not a name",
            "use at most " + LONGEST_NAME + " printable characters without blanks");
      }
    }
  }

  private static boolean ordered(Fields fields, Instant from, @Nullable Instant to) {
    if (to == null || from.isBefore(to)) {
      return true;
    }
    fields.wrong(
        fields.place("to"),
        Quoted.of(to.toString()) + ": not after 'from'",
        "'to' is the first moment at which the entry no longer holds");
    return false;
  }

  private static Map<String, RateCard> serviceTiers(Fields fields, @Nullable RateCard standard) {
    Map<String, RateCard> tiers = new LinkedHashMap<>();
    Fields named = fields.inner("service_tiers").orElse(null);
    if (named == null) {
      return tiers;
    }
    for (YamlEntry tier : named.mapping().entries()) {
      String name = tier.key().value().toLowerCase(Locale.ROOT);
      if (tier.value() instanceof YamlMapping mapping) {
        card(fields.of(mapping).allow(SERVICE_TIER), standard)
            .ifPresent(card -> tiers.put(name, card));
      } else {
        fields.wrong(
            tier.value().span(),
            Quoted.of(tier.key().value()) + ": " + tier.value().kind() + " instead of a mapping",
            "give a factor such as {factor: 0.5}, or usd_per_million");
      }
    }
    return tiers;
  }

  private static Optional<RateCard> card(Fields tier, @Nullable RateCard standard) {
    if (!tier.has("factor")) {
      return RatesReader.card(tier);
    }
    if (tier.has("usd_per_million") || tier.has("tiers")) {
      tier.wrong(tier.place("factor"), "'factor': beside rates", "keep one of them");
    }
    BigDecimal factor = RatesReader.factor(tier, "factor");
    return factor == null || standard == null
        ? Optional.empty()
        : Optional.of(standard.times(factor));
  }

  private static void bound(Fields fields, PriceEntry entry) {
    if (!entry.cards().stream().allMatch(RatesReader::bounded)) {
      fields.wrong(
          fields.place("usd_per_million"),
          "rates with their factors: more than " + RatesReader.MAX_RATE.toPlainString(),
          "rates are US dollars per million tokens; check the unit");
    }
  }
}
