package org.llmtutor.rules.shipped;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The metric names that the service promises, and those an expression uses. */
final class MetricContract {

  /** Metrics of the service and of the JVM that dashboards and alerts may use. */
  private static final Set<String> NAMES =
      Set.of(
          "http_request_duration_seconds_bucket",
          "http_requests_total",
          "llm_cost_usd_total",
          "llm_tokens_used_total",
          "llm_api_calls_total",
          "llm_request_duration_seconds_bucket",
          "llm_time_to_first_token_seconds_bucket",
          "llm_budget_spent_ratio",
          "llm_budget_held_usd",
          "llm_ledger_unknown_usd",
          "database_query_duration_seconds_bucket",
          "database_slow_queries_total",
          "database_pool_size",
          "database_active_connections",
          "active_users",
          "exercises_completed_total",
          "metrics_label_overflow_total",
          "jvm_memory_bytes_used",
          "jvm_memory_bytes_max",
          "jvm_gc_collection_seconds_sum",
          "jvm_threads_current",
          "process_cpu_seconds_total",
          "process_open_fds",
          "process_max_fds",
          "up");

  private static final Set<String> KEYWORDS =
      Set.of("and", "or", "unless", "by", "without", "on", "ignoring", "offset", "bool");

  private static final Pattern NOT_A_METRIC =
      Pattern.compile(
          "\"[^\"]*\"|'[^']*'|\\{[^}]*\\}|\\[[^]]*\\]"
              + "|\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()\\b");

  private MetricContract() {}

  /** Whether {@code metric} is promised. */
  static boolean promises(String metric) {
    return NAMES.contains(metric);
  }

  /** The metrics in a PromQL expression or in Grafana's {@code label_values(metric, label)}. */
  static Set<String> metricsIn(String expression) {
    String text = expression.replaceFirst("^label_values\\((.*),\\s*\\w+\\)$", "$1");
    text = NOT_A_METRIC.matcher(text.replaceAll("#[^\n]*", "")).replaceAll(" ");
    Set<String> names = new TreeSet<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      String name = matcher.group();
      boolean call = text.substring(matcher.end()).stripLeading().startsWith("(");
      if (!call && !KEYWORDS.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }
}
