package org.llmtutor.prices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.yaml.YamlScalar;

/** Reads rates and tiers. Stateless; what is wrong is told to the fields' sink. */
final class RatesReader {

  /**
   * Dollars per million tokens; with a factor of {@link #MAX_FACTOR} a sum still fits a ledger row.
   */
  static final BigDecimal MAX_RATE = new BigDecimal(10_000);

  static final BigDecimal MAX_FACTOR = new BigDecimal(100);

  /** Those that have a default. */
  private static final List<String> CLASSES =
      List.of("cached_input", "cache_write", "cache_write_1h", "reasoning");

  private static final List<String> RATES =
      List.of("input", "cached_input", "cache_write", "cache_write_1h", "output", "reasoning");
  private static final List<String> TIER =
      List.of("above_prompt_tokens", "usd_per_million", "input_factor", "output_factor");
  private static final Pattern NUMBER = Pattern.compile("(-?[0-9]{1,6}(?:\\.[0-9]{1,12})?)(x?)");
  private static final long MAX_PROMPT = 1_000_000_000_000L;

  private RatesReader() {}

  /** {@code usd_per_million} and {@code tiers} of a mapping. */
  static Optional<RateCard> card(Fields fields) {
    Optional<Rates> rates = rates(fields);
    List<SizeTier> tiers = tiers(fields, rates.orElse(null));
    return rates.map(found -> new RateCard(found, tiers));
  }

  private static Optional<Rates> rates(Fields fields) {
    if (!fields.has("usd_per_million")) {
      fields.missing("usd_per_million", "give the rates, such as {input: 0.15, output: 0.60}");
      return Optional.empty();
    }
    return fields.inner("usd_per_million").flatMap(RatesReader::perMillion);
  }

  private static Optional<Rates> perMillion(Fields fields) {
    fields.allow(RATES);
    BigDecimal input = required(fields, "input");
    BigDecimal output = required(fields, "output");
    if (input == null || output == null) {
      CLASSES.forEach(name -> amount(fields, name, BigDecimal.ONE));
      return Optional.empty();
    }
    BigDecimal cached = or(amount(fields, "cached_input", input), input);
    BigDecimal write = or(amount(fields, "cache_write", input), input);
    BigDecimal longer = or(amount(fields, "cache_write_1h", input), write);
    BigDecimal reasoning = or(amount(fields, "reasoning", output), output);
    return Optional.of(new Rates(input, cached, write, longer, output, reasoning));
  }

  private static @Nullable BigDecimal required(Fields fields, String name) {
    if (!fields.has(name)) {
      fields.missing(name, "give US dollars per million tokens");
      return null;
    }
    return amount(fields, name, null);
  }

  private static BigDecimal or(@Nullable BigDecimal amount, BigDecimal otherwise) {
    return amount == null ? otherwise : amount;
  }

  /** A rate, or such as {@code 1.25x} a factor of {@code base}; null when absent or wrong. */
  private static @Nullable BigDecimal amount(
      Fields fields, String name, @Nullable BigDecimal base) {
    YamlScalar scalar = fields.scalar(name).orElse(null);
    if (scalar == null) {
      return null;
    }
    Matcher number = NUMBER.matcher(scalar.value());
    if (!number.matches() || (!number.group(2).isEmpty() && base == null)) {
      String factors = base == null ? "" : ", or a factor such as 1.25x";
      fields.wrong(
          scalar.span(),
          Quoted.of(scalar.value()) + ": not a rate",
          "use US dollars per million tokens such as 0.15" + factors);
      return null;
    }
    BigDecimal amount = new BigDecimal(number.group(1));
    if (!number.group(2).isEmpty() && base != null) {
      amount = amount.multiply(base);
    }
    return within(fields, scalar, amount, "a rate", MAX_RATE);
  }

  private static @Nullable BigDecimal within(
      Fields fields, YamlScalar scalar, BigDecimal number, String what, BigDecimal most) {
    if (number.signum() < 0) {
      fields.wrong(
          scalar.span(),
          Quoted.of(scalar.value()) + ": " + what + " is not negative",
          "use 0 or more");
      return null;
    }
    if (number.compareTo(most) > 0) {
      fields.wrong(
          scalar.span(),
          Quoted.of(scalar.value()) + ": more than " + most.toPlainString(),
          "rates are US dollars per million tokens; check the unit");
      return null;
    }
    return number;
  }

  /** A factor; null when absent or wrong, which is told. */
  static @Nullable BigDecimal factor(Fields fields, String name) {
    YamlScalar scalar = fields.scalar(name).orElse(null);
    if (scalar == null) {
      return null;
    }
    Matcher number = NUMBER.matcher(scalar.value());
    if (!number.matches()) {
      fields.wrong(
          scalar.span(), Quoted.of(scalar.value()) + ": not a factor", "use a number such as 1.5");
      return null;
    }
    return within(fields, scalar, new BigDecimal(number.group(1)), "a factor", MAX_FACTOR);
  }

  private static List<SizeTier> tiers(Fields fields, @Nullable Rates base) {
    List<SizeTier> tiers = new ArrayList<>();
    long last = 0;
    for (Fields tier : fields.inners("tiers")) {
      tier.allow(TIER);
      Long above = above(tier, last);
      Optional<Rates> rates = tierRates(tier, base);
      if (above != null && rates.isPresent()) {
        tiers.add(new SizeTier(above, rates.get()));
      }
      last = above == null ? last : above;
    }
    return tiers;
  }

  private static @Nullable Long above(Fields tier, long last) {
    YamlScalar scalar = tier.scalar("above_prompt_tokens").orElse(null);
    if (scalar == null) {
      tier.missing("above_prompt_tokens", "give the prompt's size above which the tier holds");
      return null;
    }
    String text = scalar.value().replace("_", "");
    if (!text.matches("[1-9][0-9]{0,12}") || Long.parseLong(text) > MAX_PROMPT) {
      tier.wrong(
          scalar.span(),
          Quoted.of(scalar.value()) + ": not a number of tokens",
          "use a positive whole number such as 272000");
      return null;
    }
    long above = Long.parseLong(text);
    if (above <= last) {
      tier.wrong(
          scalar.span(),
          Quoted.of(scalar.value()) + ": not above the tier before it, " + last,
          "list the tiers by size, the smallest first, each size once");
    }
    return above;
  }

  private static Optional<Rates> tierRates(Fields tier, @Nullable Rates base) {
    boolean factors = tier.has("input_factor") || tier.has("output_factor");
    if (!factors) {
      return rates(tier);
    }
    if (tier.has("usd_per_million")) {
      tier.wrong(
          tier.place("usd_per_million"), "'usd_per_million': beside factors", "keep one of them");
      return Optional.empty();
    }
    BigDecimal prompt = or(factor(tier, "input_factor"), BigDecimal.ONE);
    BigDecimal reply = or(factor(tier, "output_factor"), BigDecimal.ONE);
    return base == null ? Optional.empty() : Optional.of(base.times(prompt, reply));
  }

  /** Whether every rate of the card is within the bound after its factors. */
  static boolean bounded(RateCard card) {
    return bounded(card.rates()) && card.tiers().stream().allMatch(tier -> bounded(tier.rates()));
  }

  private static boolean bounded(Rates rates) {
    return rates.byName().values().stream().allMatch(rate -> rate.compareTo(MAX_RATE) <= 0);
  }
}
