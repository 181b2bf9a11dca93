package org.llmtutor.bench.query;

/** The kinds of queries that are measured; {@code N} stands for the number of series. */
public enum QueryClass {
  /** Samples looked up at each step. */
  SELECTOR("a_N", 46),
  /** One series from many. */
  SUM("sum(a_N)", 31),
  /** Windows of six samples. */
  RATE("rate(a_N[1m])", 82),
  /** Both of the above. */
  SUM_RATE("sum(rate(a_N[1m]))", 111),
  /** Windows of 360 samples that overlap almost wholly. */
  RATE_LONG("rate(a_N[1h])", 378),
  /** Each series with its partner. */
  MINUS("a_N - b_N", 162),
  /** A quantile from eleven buckets, so from 1,100 series for a hundred. */
  QUANTILE("histogram_quantile(0.9, h_N)", 1_538);

  private final String template;
  private final int referenceMillis;

  QueryClass(String template, int referenceMillis) {
    this.template = template;
    this.referenceMillis = referenceMillis;
  }

  /** The query for {@code series} series. */
  public String text(int series) {
    return template.replace("N", Integer.toString(series));
  }

  /**
   * What Prometheus 3.5 took for 100 series and 1,000 steps on a machine like the one described
   * beside the table, decoding of its storage included.
   */
  public int referenceMillis() {
    return referenceMillis;
  }
}
