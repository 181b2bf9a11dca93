package org.llmtutor.service.cost;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.llmtutor.prices.Tokens;

/** Reads what of settled calls decides their price. Stateless; columns are those of dimensions. */
final class RepriceDao {

  private RepriceDao() {}

  /** One settled call. */
  record Call(
      String id,
      List<String> key,
      String provider,
      String model,
      Instant startedAt,
      Tokens tokens,
      @Nullable String serviceTier,
      Usd cost) {}

  /** The calls of {@code [from, to)} after an id, by id. */
  static List<Call> page(
      Handle handle, List<Dimension> by, LocalDate from, LocalDate to, String after, int most) {
    return handle
        .createQuery(
            """
            /* reprice.page */
            SELECT %s id, provider AS of_provider, model AS of_model, started_at, service_tier,
              cost_nanos, input_tokens, cached_input_tokens, cache_write_tokens,
              cache_write_long_tokens, output_tokens, reasoning_tokens
            FROM llm_call s
            WHERE state = 'settled' AND usage_day >= :from AND usage_day < :to AND id > :after
            ORDER BY id LIMIT :most
            """
                .formatted(
                    by.stream()
                        .map(
                            dimension ->
                                dimension.expression() + " AS by_" + dimension.key() + ", ")
                        .collect(Collectors.joining())))
        .bind("from", from.toString())
        .bind("to", to.toString())
        .bind("after", after)
        .bind("most", most)
        .map((row, context) -> call(row, by))
        .list();
  }

  private static Call call(ResultSet row, List<Dimension> by) throws SQLException {
    List<String> key = new ArrayList<>();
    for (Dimension dimension : by) {
      key.add(row.getString("by_" + dimension.key()));
    }
    // A class that nobody told is null in the row, which reads as zero.
    Tokens tokens =
        new Tokens(
            row.getLong("input_tokens"),
            row.getLong("cached_input_tokens"),
            row.getLong("cache_write_tokens"),
            row.getLong("cache_write_long_tokens"),
            row.getLong("output_tokens"),
            row.getLong("reasoning_tokens"));
    return new Call(
        row.getString("id"),
        key,
        row.getString("of_provider"),
        row.getString("of_model"),
        Instant.ofEpochMilli(row.getLong("started_at")),
        tokens,
        row.getString("service_tier"),
        new Usd(row.getLong("cost_nanos")));
  }
}
