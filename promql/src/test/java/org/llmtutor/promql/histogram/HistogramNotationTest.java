package org.llmtutor.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.promql.PromqlException;

class HistogramNotationTest {

  @Test
  void readsEveryPart() {
    FloatHistogram histogram =
        HistogramNotation.parse(
            "{{schema:1 sum:-3.5 count:22 z_bucket:4 z_bucket_w:0.001 offset:-1 buckets:[5 10 7]"
                + " n_offset:2 n_buckets:[1] counter_reset_hint:gauge}}");
    assertThat(histogram.schema()).isEqualTo(1);
    assertThat(histogram.sum()).isEqualTo(-3.5);
    assertThat(histogram.count()).isEqualTo(22);
    assertThat(histogram.zeroCount()).isEqualTo(4);
    assertThat(histogram.zeroThreshold()).isEqualTo(0.001);
    assertThat(histogram.positive()).isEqualTo(Buckets.from(-1, 5, 10, 7));
    assertThat(histogram.negative()).isEqualTo(Buckets.from(2, 1));
    assertThat(histogram.counterResetHint()).isEqualTo(CounterResetHint.GAUGE);
  }

  @Test
  void readsCustomBucketsAndSpecialNumbers() {
    FloatHistogram histogram =
        HistogramNotation.parse("{{ schema:-53 sum:NaN custom_values:[-Inf 5 1e2] buckets:[3] }}");
    assertThat(histogram.usesCustomBuckets()).isTrue();
    assertThat(histogram.sum()).isNaN();
    assertThat(histogram.customBounds()).containsExactly(Double.NEGATIVE_INFINITY, 5, 100);
  }

  @Test
  void tellsWhetherAHintIsWritten() {
    assertThat(HistogramNotation.read("{{}}").hintWritten()).isFalse();
    assertThat(HistogramNotation.read("{{counter_reset_hint:unknown}}").hintWritten()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{{count:1 count:2}} | 'count': stands twice",
        "{{kount:1}} | 'kount': not a part of a histogram",
        "{{buckets:[]}} | 'buckets:[]': not a list of numbers",
        "{{buckets:3}} | 'buckets:3': not a list of numbers",
        "{{sum:x}} | 'sum:x': not a number",
        "{{schema:0.5}} | 'schema:0.5': not a whole number",
        "{{schema:9}} | 9: not a schema",
        "{{counter_reset_hint:never}} | 'never': not one of unknown, reset, not_reset and gauge",
        "{{z_bucket_w:NaN}} | NaN: not the width of a zero bucket",
        "{{schema:-53 custom_values:[2 1]}} | custom boundary 1.0: does not grow",
        "{{schema:-53 custom_values:[1] buckets:[1 2 3]}} | custom buckets beyond",
        "{{buckets: [1]}} | not a part of a histogram",
        "{count:1} | not a histogram",
        "{{count:1 | not a histogram",
      })
  void saysWhatIsWrong(String text, String problem) {
    assertThatThrownBy(() -> HistogramNotation.parse(text))
        .isInstanceOf(PromqlException.class)
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{}}",
        "{{schema:3 count:4 sum:1e+06 buckets:[1 2 1]}}",
        "{{count:1.5 z_bucket:1.5 z_bucket_w:0.001 counter_reset_hint:not_reset}}",
        "{{schema:-53 count:3 custom_values:[5 10] offset:1 buckets:[3]}}",
        "{{sum:-Inf offset:-3 buckets:[1 0 1] n_offset:1 n_buckets:[2]}}",
      })
  void writesWhatItReads(String text) {
    assertThat(HistogramNotation.print(HistogramNotation.parse(text))).isEqualTo(text);
  }

  @Test
  void describesBucketsAsPrometheusDoes() {
    assertThat(HistogramNotation.parse("{{count:4 sum:5 buckets:[1 2 1]}}"))
        .hasToString("{count:4, sum:5, (0.5,1]:1, (1,2]:2, (2,4]:1}");
    assertThat(
            HistogramNotation.parse(
                "{{count:7 z_bucket:1 z_bucket_w:0.25 buckets:[0 3] n_buckets:[1 2]}}"))
        .hasToString("{count:7, sum:0, [-2,-1):2, [-1,-0.5):1, [-0.25,0.25]:1, (1,2]:3}");
    assertThat(HistogramNotation.parse("{{schema:-53 count:6 custom_values:[5] buckets:[2 4]}}"))
        .hasToString("{count:6, sum:0, [-Inf,5]:2, (5,+Inf]:4}");
  }
}
