package org.llmtutor.promql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.llmtutor.promql.function.FakeCall.series;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.model.Labels;

class HistogramFunctionsTest {

  private static final String FIX =
      "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see"
          + " https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile)";

  private static List<StepSeries> call(String name, FakeCall call) {
    PromqlFunction function = Objects.requireNonNull(HistogramFunctions.all().get(name));
    return ((PromqlFunction.OfVectors) function).apply(call);
  }

  private static Labels bucket(String bound) {
    return Labels.of("__name__", "x_bucket", "job", "a", "le", bound);
  }

  private static FakeCall range(boolean delayed) {
    return new FakeCall(new Grid(0, 60_000, 60_000), delayed);
  }

  @Test
  void groupsClassicBucketsByTheirOtherLabels() {
    FakeCall call =
        range(false)
            .with(new double[] {0.5, 0.25})
            .with(
                List.of(
                    series(bucket("+Inf"), 8, 8),
                    series(bucket("2"), 4, 4),
                    series(bucket("4.0"), 8, 8),
                    series(Labels.of("__name__", "y_bucket", "le", "1"), 1, "")));
    List<StepSeries> results = call("histogram_quantile", call);
    assertThat(results).hasSize(2);
    assertThat(results.get(0).labels()).isEqualTo(Labels.of("job", "a"));
    assertThat(results.get(0).values()).containsExactly(2, 1);
    assertThat(results.get(1).values()[0]).isNaN();
    assertThat(results.get(1).has(0)).isTrue();
    assertThat(results.get(1).has(1)).isFalse();
    assertThat(call.notes()).isEmpty();
  }

  @Test
  void keepsTheNameWhenItIsRemovedLater() {
    FakeCall call =
        FakeCall.atOnce()
            .with(new double[] {0.5})
            .with(List.of(series(bucket("1"), 1), series(bucket("+Inf"), 1)));
    StepSeries result = call("histogram_quantile", call).get(0);
    assertThat(result.labels()).isEqualTo(Labels.of("__name__", "x_bucket", "job", "a"));
    assertThat(result.dropName()).isTrue();
  }

  @Test
  void takesNativeHistogramsToo() {
    FakeCall call =
        FakeCall.atOnce()
            .with(new double[] {0.5})
            .with(List.of(series(Labels.of("__name__", "x"), "count:4 offset:1 buckets:[2 2]")));
    assertThat(call("histogram_quantile", call).get(0).values()).containsExactly(2);
  }

  @Test
  void warnsOfWrongQuantilesAndBoundaries() {
    FakeCall call =
        FakeCall.atOnce()
            .with(new double[] {2})
            .with(List.of(series(bucket("x"), 1), series(Labels.of("__name__", "y"), 1)));
    assertThat(call("histogram_quantile", call)).isEmpty();
    assertThat(call.notes())
        .containsExactly(
            "PromQL warning: quantile value should be between 0 and 1, got 2 @10",
            "PromQL warning: bucket label \"le\" is missing or has a malformed value of \"x\" for"
                + " metric name \"x_bucket\" @20",
            "PromQL warning: bucket label \"le\" is missing or has a malformed value of \"\" for"
                + " metric name \"y\" @20");
  }

  @Test
  void leavesOutWhereClassicAndNativeMeet() {
    FakeCall call =
        range(true)
            .with(new double[] {0.5, 0.5})
            .with(
                List.of(
                    series(
                        Labels.of("__name__", "x"), "count:4 buckets:[4]", "count:4 buckets:[4]"),
                    series(Labels.of("__name__", "x", "le", "1"), 1, ""),
                    series(Labels.of("__name__", "x", "le", "+Inf"), 1, "")));
    List<StepSeries> results = call("histogram_quantile", call);
    assertThat(results).allMatch(series -> !series.has(0));
    assertThat(results.get(0).has(1)).isTrue();
    assertThat(call.notes())
        .containsExactly(
            "PromQL warning: vector contains a mix of classic and native histograms for metric"
                + " name \"x\" @20");
  }

  @Test
  void tellsOnceWhereCountsWereLifted() {
    FakeCall call =
        range(false)
            .with(new double[] {0.5, 0.5})
            .with(
                List.of(
                    series(bucket("0.1"), 2, 20),
                    series(bucket("1"), 1, 5),
                    series(bucket("+Inf"), 4, 40)));
    assertThat(call("histogram_quantile", call).get(0).values()[0]).isEqualTo(0.1, within(1e-12));
    assertThat(call.notes())
        .containsExactly(
            FIX
                + ", from buckets 1 to 1, with a max diff of 15, over 2 samples from"
                + " 1970-01-01T00:00:00Z to 1970-01-01T00:01:00Z @20");
    assertThat(call.onlyInfos()).isTrue();
  }

  @Test
  void computesSeveralQuantilesUnderALabel() {
    FakeCall call =
        FakeCall.atOnce()
            .with(
                List.of(series(bucket("2"), 4), series(bucket("4"), 8), series(bucket("+Inf"), 8)))
            .with("q")
            .with(new double[] {0.25})
            .with(new double[] {1});
    List<StepSeries> results = call("histogram_quantiles", call);
    assertThat(results)
        .extracting(series -> series.labels().get("q"))
        .containsExactly("0.25", "1.0");
    assertThat(results).extracting(series -> series.values()[0]).containsExactly(1.0, 4.0);
  }

  @Test
  void tellsFractionsOfBothKinds() {
    FakeCall call =
        FakeCall.atOnce()
            .with(new double[] {0})
            .with(new double[] {2})
            .with(
                List.of(
                    series(Labels.of("__name__", "x"), "count:4 offset:1 buckets:[1 3]"),
                    series(bucket("4"), 8),
                    series(bucket("+Inf"), 16)));
    assertThat(call("histogram_fraction", call))
        .extracting(series -> series.values()[0])
        .containsExactly(0.25, 0.25);
  }

  @Test
  void readsNumbersOffHistogramsAndLeavesFloatsOut() {
    List<StepSeries> vector =
        List.of(
            series(Labels.of("__name__", "x"), "count:4 sum:2 offset:1 buckets:[4]"),
            series(Labels.of("__name__", "y"), 7));
    assertThat(call("histogram_count", FakeCall.atOnce().with(vector)))
        .extracting(series -> series.values()[0])
        .containsExactly(4.0);
    assertThat(call("histogram_sum", FakeCall.atOnce().with(vector)).get(0).values()[0])
        .isEqualTo(2);
    assertThat(call("histogram_avg", FakeCall.atOnce().with(vector)).get(0).values()[0])
        .isEqualTo(0.5);
    double distance = Math.sqrt(2) - 0.5;
    assertThat(call("histogram_stddev", FakeCall.atOnce().with(vector)).get(0).values()[0])
        .isEqualTo(distance, within(1e-12));
    assertThat(call("histogram_stdvar", FakeCall.atOnce().with(vector)).get(0).values()[0])
        .isEqualTo(distance * distance, within(1e-12));
  }
}
