package org.llmtutor.bench.history;

/** What the operators' page asks for, over a whole day. */
public enum PageQuery {
  /** Requests a second. */
  REQUESTS("sum(rate(http_requests_total[5m]))"),
  /** The part of them that failed. */
  ERRORS(
      "sum(rate(http_requests_total{status=~\"5..\"}[5m])) / sum(rate(http_requests_total[5m]))"),
  /** Latency of all routes together. */
  P95("histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))"),
  /** Money by model. */
  COST("sum by (model) (increase(llm_cost_usd_total[1h]))"),
  /** Those learners who cost most. */
  LEARNERS("topk(5, sum by (user_id) (increase(llm_cost_usd_total[1d])))"),
  /** A gauge. */
  HEAP("sum(jvm_memory_bytes_used{area=\"heap\"})");

  private final String text;

  PageQuery(String text) {
    this.text = text;
  }

  /** As PromQL. */
  public String text() {
    return text;
  }
}
