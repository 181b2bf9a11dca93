package org.llmtutor.service.cost;

import com.google.common.base.Splitter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.TokenCounts;

/**
 * Sums over settled calls.
 *
 * @param calls provider attempts
 * @param tokens by class; null for one that was never told
 * @param cost of all
 * @param provider the part whose amount a provider told
 * @param estimated the part whose usage no provider told
 * @param replies calls that nothing broke
 */
record Sums(long calls, TokenCounts tokens, Usd cost, Part provider, Part estimated, long replies) {

  static final Sums NONE = new Sums(0, TokenCounts.NONE, Usd.ZERO, Part.NONE, Part.NONE, 0);

  /** Columns of a query over {@code s}, a table of sums, for {@link #of}. */
  static final String COLUMNS =
      """
      SUM(s.calls) AS calls, SUM(s.input_tokens) AS input, SUM(s.cached_input_tokens) AS cached,
      SUM(s.cache_write_tokens) AS written, SUM(s.cache_write_long_tokens) AS written_long, SUM(s.output_tokens) AS output,
      SUM(s.reasoning_tokens) AS reasoning, SUM(s.cost_nanos) AS cost,
      SUM(s.estimated_nanos) AS estimated, SUM(s.estimated_calls) AS estimated_calls,
      SUM(s.provider_nanos) AS told, SUM(s.provider_calls) AS told_calls,
      SUM(s.replies) AS replies
      """;

  /** The columns that tables of sums have in common, in the order in which they are written. */
  static final String TABLE_COLUMNS =
      """
      calls, input_tokens, cached_input_tokens, cache_write_tokens, cache_write_long_tokens,
      output_tokens, reasoning_tokens, cost_nanos, estimated_nanos, estimated_calls, provider_nanos,
      provider_calls, replies
      """;

  /** Sums of those columns, under their names. */
  static final String SUMMED_COLUMNS =
      Splitter.on(',').trimResults().splitToList(TABLE_COLUMNS).stream()
          .map(column -> "SUM(%1$s) AS %1$s".formatted(column))
          .collect(Collectors.joining(", "));

  /** Calls and what they cost. */
  record Part(long calls, Usd cost) {

    static final Part NONE = new Part(0, Usd.ZERO);

    Part plus(Part other) {
      return new Part(calls + other.calls, cost.plus(other.cost));
    }
  }

  static Sums of(ResultSet row) throws SQLException {
    TokenCounts tokens =
        new TokenCounts(
            count(row, "input"),
            count(row, "cached"),
            count(row, "written"),
            count(row, "written_long"),
            count(row, "output"),
            count(row, "reasoning"));
    return new Sums(
        row.getLong("calls"),
        tokens,
        new Usd(row.getLong("cost")),
        new Part(row.getLong("told_calls"), new Usd(row.getLong("told"))),
        new Part(row.getLong("estimated_calls"), new Usd(row.getLong("estimated"))),
        row.getLong("replies"));
  }

  private static @Nullable Long count(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  Sums plus(Sums other) {
    return new Sums(
        calls + other.calls,
        plus(tokens, other.tokens),
        cost.plus(other.cost),
        provider.plus(other.provider),
        estimated.plus(other.estimated),
        replies + other.replies);
  }

  private static TokenCounts plus(TokenCounts a, TokenCounts b) {
    return new TokenCounts(
        plus(a.input(), b.input()),
        plus(a.cachedInput(), b.cachedInput()),
        plus(a.cacheWrite(), b.cacheWrite()),
        plus(a.cacheWriteLong(), b.cacheWriteLong()),
        plus(a.output(), b.output()),
        plus(a.reasoning(), b.reasoning()));
  }

  private static @Nullable Long plus(@Nullable Long a, @Nullable Long b) {
    return a == null ? b : b == null ? a : Long.valueOf(Math.addExact(a, b));
  }

  /** The part whose amount follows from told tokens and the price book. */
  Part computed() {
    return new Part(
        calls - provider.calls() - estimated.calls(),
        cost.minus(provider.cost()).minus(estimated.cost()));
  }
}
