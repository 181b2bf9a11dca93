package org.llmtutor.promql.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.histogram.HistogramNotation;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.model.Series;

class ClassicToNativeTest {

  private static Series series(Labels labels, double... values) {
    long[] times = new long[values.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * 1000L;
    }
    return new Series(labels, Samples.of(times, values));
  }

  private static Series bucket(String bound, double... values) {
    return series(Labels.of("__name__", "x_bucket", "job", "a", "le", bound), values);
  }

  @Test
  void joinsTheSeriesOfAHistogram() {
    List<Series> natives =
        ClassicToNative.convert(
            List.of(
                bucket("+Inf", 4, 8),
                bucket("1e0", 1, 2),
                bucket("0.5", 1, 1),
                series(Labels.of("__name__", "x_sum", "job", "a"), 3, 6),
                series(Labels.of("__name__", "x_count", "job", "a"), 4, 8),
                series(Labels.of("__name__", "up"), 1)));
    assertThat(natives).hasSize(1);
    assertThat(natives.get(0).labels()).isEqualTo(Labels.of("__name__", "x", "job", "a"));
    assertThat(natives.get(0).samples().histogramAt(0))
        .isEqualTo(
            HistogramNotation.parse(
                    "{{schema:-53 count:4 sum:3 custom_values:[0.5 1] buckets:[1 0 3]}}")
                .compact());
    assertThat(natives.get(0).samples().histogramAt(1))
        .isEqualTo(
            HistogramNotation.parse(
                "{{schema:-53 count:8 sum:6 custom_values:[0.5 1] buckets:[1 1 6]}}"));
    assertThat(natives.get(0).samples().timestampAt(1)).isEqualTo(1000);
  }

  @Test
  void takesTheLastBucketForTheCount() {
    List<Series> natives = ClassicToNative.convert(List.of(bucket("1", 2), bucket("2", 5)));
    assertThat(natives.get(0).samples().histogramAt(0))
        .isEqualTo(
            HistogramNotation.parse("{{schema:-53 count:5 custom_values:[1 2] buckets:[2 3]}}"));
  }

  @Test
  void leavesStaleMarkersOut() {
    List<Series> natives = ClassicToNative.convert(List.of(bucket("+Inf", 2, Samples.STALE)));
    assertThat(natives.get(0).samples().length()).isEqualTo(1);
  }

  @Test
  void refusesCountsThatFall() {
    assertThatThrownBy(() -> ClassicToNative.convert(List.of(bucket("1", 2), bucket("2", 1))))
        .isInstanceOf(PromqlException.class)
        .hasMessageContaining("the count of bucket 2.0 is below that before it");
  }
}
