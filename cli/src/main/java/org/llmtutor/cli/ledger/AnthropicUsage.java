package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.json.JsonObject;

/**
 * Anthropic's exports: the messages usage report and the cost report (whose amounts are cents), and
 * the CSV files of its console. Token classes are disjoint; requests are not counted.
 */
final class AnthropicUsage {

  private static final String LOOKED_FOR =
      "buckets with starting_at and results of uncached_input_tokens and output_tokens or of amount"
          + " (JSON), or columns usage_date_utc, model_version, usage_input_tokens_no_cache,"
          + " usage_output_tokens, or usage_date_utc, model, cost_usd (CSV)";
  private static final int CENT_DIGITS = 2;

  private AnthropicUsage() {}

  static List<ProviderUsage> buckets(List<JsonObject> buckets, String shown) {
    List<ProviderUsage> usage = new ArrayList<>();
    for (JsonObject bucket : buckets) {
      if (bucket.optionalText("starting_at").isEmpty()
          || !(bucket.members().get("results") instanceof List)) {
        throw unknown(shown, ProviderFile.names(bucket.members()));
      }
      LocalDate day = day(bucket.text("starting_at"), shown);
      for (JsonObject result : bucket.objects("results")) {
        usage.add(result(day, result, shown));
      }
    }
    return usage;
  }

  private static RuntimeException unknown(String shown, String found) {
    return ProviderFile.unknownShape(shown, LOOKED_FOR, found);
  }

  private static ProviderUsage result(LocalDate day, JsonObject result, String shown) {
    String model = result.optionalText("model").orElse(ProviderUsage.ALL);
    if (result.members().get("amount") != null) {
      return new ProviderUsage(day, model, null, null, dollars(result, shown));
    } else if (result.optionalNumber("uncached_input_tokens").isEmpty()
        || result.optionalNumber("output_tokens").isEmpty()) {
      throw unknown(shown, ProviderFile.names(result.members()));
    }
    long write = count(result, "cache_creation_5m_input_tokens");
    long writeLong = count(result, "cache_creation_1h_input_tokens");
    if (result.members().get("cache_creation") instanceof java.util.Map) {
      JsonObject creation = result.object("cache_creation");
      write = count(creation, "ephemeral_5m_input_tokens");
      writeLong = count(creation, "ephemeral_1h_input_tokens");
    }
    TokenCounts tokens =
        new TokenCounts(
            result.count("uncached_input_tokens"),
            count(result, "cache_read_input_tokens"),
            write,
            writeLong,
            result.count("output_tokens"),
            null);
    return new ProviderUsage(day, model, null, tokens, null);
  }

  private static BigDecimal dollars(JsonObject result, String shown) {
    try {
      BigDecimal cents =
          result
              .optionalNumber("amount")
              .orElseGet(() -> new BigDecimal(result.optionalText("amount").orElse("")));
      return cents.movePointLeft(CENT_DIGITS);
    } catch (NumberFormatException e) {
      throw CliException.failed(shown + ": an amount is not a number; export the file again");
    }
  }

  private static long count(JsonObject result, String name) {
    return result.optionalNumber(name).isPresent() ? result.count(name) : 0;
  }

  private static LocalDate day(String text, String shown) {
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text)
          : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate();
    } catch (DateTimeException e) {
      throw CliException.failed(shown + ": a day is not a date; export the file again");
    }
  }

  static List<ProviderUsage> records(CsvRecords records) {
    boolean tokens =
        records.has(
            "usage_date_utc",
            "model_version",
            "usage_input_tokens_no_cache",
            "usage_output_tokens");
    boolean costs = records.has("usage_date_utc", "model", "cost_usd");
    if (!tokens && !costs) {
      throw unknown(records.shown(), String.join(", ", records.heading()));
    }
    return records.rows().stream().map(row -> record(row, tokens)).toList();
  }

  private static ProviderUsage record(CsvRecords.Row row, boolean tokens) {
    LocalDate day = day(row.text("usage_date_utc"), row.shown());
    if (!tokens) {
      return new ProviderUsage(day, name(row.text("model")), null, null, row.number("cost_usd"));
    }
    long write =
        row.count("usage_input_tokens_cache_write")
            + row.count("usage_input_tokens_cache_write_5m");
    TokenCounts counts =
        new TokenCounts(
            row.count("usage_input_tokens_no_cache"),
            row.count("usage_input_tokens_cache_read"),
            write,
            row.count("usage_input_tokens_cache_write_1h"),
            row.count("usage_output_tokens"),
            null);
    return new ProviderUsage(day, name(row.text("model_version")), null, counts, null);
  }

  /** The costs' CSV writes names for people: {@code Claude Haiku 4.5}. */
  private static String name(String text) {
    return text.isEmpty()
        ? ProviderUsage.ALL
        : text.toLowerCase(Locale.ROOT).replace(' ', '-').replace('.', '-');
  }
}
