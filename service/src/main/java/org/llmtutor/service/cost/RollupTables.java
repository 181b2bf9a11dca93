package org.llmtutor.service.cost;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Tables of sums over settled calls, from the widest to the narrowest. A call is added to all of
 * them in the transaction that settles it; a report reads the narrowest that holds what it asks.
 * {@link RollupDao} fills them.
 */
public final class RollupTables {

  /** Letters of a day that make its month. */
  static final int MONTH_LENGTH = 7;

  /**
   * A table of sums.
   *
   * @param statement adds to the sums of a key; it takes the parameters that it names
   * @param part what the table keeps of a key
   */
  record Table(String statement, UnaryOperator<RollupKey> part) {}

  static final List<Table> ALL =
      List.of(
          new Table(
              statement(
                  "rollup",
                  "usage_daily",
                  "usage_day, learner_id, class_code, provider, model, feature, exercise_id",
                  ":day, :learner, :class, :provider, :model, :feature, :exercise"),
              key -> key),
          new Table(
              statement(
                  "rollup_group",
                  "usage_group_daily",
                  "usage_day, class_code, provider, model, feature",
                  ":day, :class, :provider, :model, :feature"),
              key ->
                  new RollupKey(
                      key.day(),
                      "",
                      key.classCode(),
                      key.provider(),
                      key.model(),
                      key.feature(),
                      "")),
          new Table(
              statement(
                  "rollup_learner",
                  "usage_learner_daily",
                  "usage_day, learner_id, class_code",
                  ":day, :learner, :class"),
              key -> ofLearner(key.day(), key)),
          new Table(
              statement(
                  "rollup_month",
                  "usage_learner_monthly",
                  "usage_month, learner_id, class_code",
                  ":day, :learner, :class"),
              key -> ofLearner(key.day().substring(0, MONTH_LENGTH), key)));

  private static final String SUMS =
      """
      SUM(calls) AS calls, SUM(input_tokens), SUM(cached_input_tokens), SUM(cache_write_tokens),
      SUM(cache_write_long_tokens), SUM(output_tokens), SUM(reasoning_tokens), SUM(cost_nanos),
      SUM(estimated_nanos), SUM(estimated_calls), SUM(provider_nanos), SUM(provider_calls),
      SUM(replies)
      """;

  private RollupTables() {}

  /**
   * Fills the narrower tables anew from the widest, for whoever wrote that one by other means than
   * calls.
   */
  public static void rebuild(Handle handle) {
    rebuild(
        handle,
        "usage_group_daily",
        "usage_day, class_code, provider, model, feature",
        "usage_day, class_code, provider, model, feature");
    rebuild(
        handle,
        "usage_learner_daily",
        "usage_day, learner_id, class_code",
        "usage_day, learner_id, class_code");
    rebuild(
        handle,
        "usage_learner_monthly",
        "usage_month, learner_id, class_code",
        "SUBSTR(usage_day, 1, 7), learner_id, class_code");
  }

  private static RollupKey ofLearner(String dayOrMonth, RollupKey key) {
    return new RollupKey(dayOrMonth, key.learnerId(), key.classCode(), "", "", "", "");
  }

  private static void rebuild(Handle handle, String table, String key, String from) {
    handle.execute("/* rollup.clear */ DELETE FROM " + table);
    handle.execute(
        "/* rollup.fill */ INSERT INTO %s (%s, %s) SELECT %s, %s FROM usage_daily GROUP BY %s"
            .formatted(table, key, Sums.TABLE_COLUMNS, from, SUMS, from));
  }

  private static String statement(String name, String table, String key, String values) {
    return """
    /* ledger.%1$s */
    INSERT INTO %2$s AS u
      (%3$s, calls,
       input_tokens, cached_input_tokens, cache_write_tokens, cache_write_long_tokens,
       output_tokens, reasoning_tokens,
       cost_nanos, estimated_nanos, estimated_calls, provider_nanos, provider_calls, replies)
    VALUES
      (%4$s, :calls,
       :input, :cached, :write, :long, :output, :reasoning,
       :cost, :estimated, :estimatedCalls, :told, :toldCalls, :replies)
    ON CONFLICT (%3$s)
    DO UPDATE SET
      calls = u.calls + excluded.calls,
      input_tokens = COALESCE(u.input_tokens + excluded.input_tokens,
        u.input_tokens, excluded.input_tokens),
      cached_input_tokens = COALESCE(u.cached_input_tokens + excluded.cached_input_tokens,
        u.cached_input_tokens, excluded.cached_input_tokens),
      cache_write_tokens = COALESCE(u.cache_write_tokens + excluded.cache_write_tokens,
        u.cache_write_tokens, excluded.cache_write_tokens),
      cache_write_long_tokens = COALESCE(
        u.cache_write_long_tokens + excluded.cache_write_long_tokens,
        u.cache_write_long_tokens, excluded.cache_write_long_tokens),
      output_tokens = COALESCE(u.output_tokens + excluded.output_tokens,
        u.output_tokens, excluded.output_tokens),
      reasoning_tokens = COALESCE(u.reasoning_tokens + excluded.reasoning_tokens,
        u.reasoning_tokens, excluded.reasoning_tokens),
      cost_nanos = u.cost_nanos + excluded.cost_nanos,
      estimated_nanos = u.estimated_nanos + excluded.estimated_nanos,
      estimated_calls = u.estimated_calls + excluded.estimated_calls,
      provider_nanos = u.provider_nanos + excluded.provider_nanos,
      provider_calls = u.provider_calls + excluded.provider_calls,
      replies = u.replies + excluded.replies
    """
        .formatted(name, table, key, values);
  }
}
