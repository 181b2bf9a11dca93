package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.cli.json.JsonObject;

/**
 * OpenAI's exports: buckets of the organization's usage of completions or of its costs, and their
 * CSV form. Input tokens include those that were read from, or written to, the cache.
 */
final class OpenAiUsage {

  private static final String LOOKED_FOR =
      "buckets with start_time and results of input_tokens and output_tokens or of amount (JSON),"
          + " or columns start_time, input_tokens, output_tokens, or start_time, amount_value (CSV)";

  private OpenAiUsage() {}

  static List<ProviderUsage> buckets(List<JsonObject> buckets, String shown) {
    List<ProviderUsage> usage = new ArrayList<>();
    for (JsonObject bucket : buckets) {
      if (bucket.optionalNumber("start_time").isEmpty()
          || !(bucket.members().get("results") instanceof List)) {
        throw unknown(shown, ProviderFile.names(bucket.members()));
      }
      LocalDate day = day(bucket.number("start_time"));
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
    if (result.members().get("amount") instanceof java.util.Map) {
      BigDecimal cost = result.object("amount").number("value");
      return new ProviderUsage(
          day, modelOf(result.optionalText("line_item").orElse("")), null, null, cost);
    } else if (result.optionalNumber("input_tokens").isEmpty()
        || result.optionalNumber("output_tokens").isEmpty()) {
      throw unknown(shown, ProviderFile.names(result.members()));
    }
    TokenCounts tokens =
        tokens(
            result.count("input_tokens"),
            count(result, "input_cached_tokens"),
            count(result, "input_cache_write_tokens"),
            result.count("output_tokens"));
    long requests = count(result, "num_model_requests");
    String model = result.optionalText("model").orElse(ProviderUsage.ALL);
    return new ProviderUsage(day, model, requests, tokens, null);
  }

  private static long count(JsonObject result, String name) {
    return result.optionalNumber(name).isPresent() ? result.count(name) : 0;
  }

  private static TokenCounts tokens(long input, long cached, long written, long output) {
    return new TokenCounts(
        Math.max(0, input - cached - written), cached, written, null, output, null);
  }

  private static LocalDate day(BigDecimal seconds) {
    return LocalDate.ofInstant(Instant.ofEpochSecond(seconds.longValue()), ZoneOffset.UTC);
  }

  /** A line item names the model before what was counted: {@code gpt-4o-mini, input}. */
  private static String modelOf(String lineItem) {
    String model = lineItem.split(",", 2)[0].strip();
    return model.isEmpty() ? ProviderUsage.ALL : model;
  }

  static List<ProviderUsage> records(CsvRecords records) {
    boolean tokens = records.has("start_time", "input_tokens", "output_tokens");
    boolean costs = records.has("start_time", "amount_value");
    if (!tokens && !costs) {
      throw unknown(records.shown(), String.join(", ", records.heading()));
    }
    return records.rows().stream().map(row -> record(row, tokens)).toList();
  }

  private static ProviderUsage record(CsvRecords.Row row, boolean tokens) {
    LocalDate day = day(row.number("start_time"));
    if (!tokens) {
      String model = modelOf(row.text("line_item"));
      return new ProviderUsage(day, model, null, null, row.number("amount_value"));
    }
    TokenCounts counts =
        tokens(
            row.count("input_tokens"),
            row.count("input_cached_tokens"),
            row.count("input_cache_write_tokens"),
            row.count("output_tokens"));
    String model = row.text("model").isEmpty() ? ProviderUsage.ALL : row.text("model");
    Long requests =
        row.values().containsKey("num_model_requests") ? row.count("num_model_requests") : null;
    return new ProviderUsage(day, model, requests, counts, null);
  }
}
