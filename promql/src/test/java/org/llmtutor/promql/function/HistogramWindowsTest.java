package org.llmtutor.promql.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.promql.function.FakeCall.histogram;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.function.HistogramWindows.Rate;
import org.llmtutor.promql.histogram.CounterResetHint;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramComparison;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;

class HistogramWindowsTest {

  private static final String GAUGE = " counter_reset_hint:gauge";

  private final FakeCall call = FakeCall.atOnce().with(new double[] {0});
  private final HistogramWindows windows = new HistogramWindows(call, Labels.of("__name__", "x"));
  private final StepSeries out = new StepSeries(Labels.EMPTY, false, 1);

  /** A sample a minute from 0 on; the range is the given one in minutes. */
  private static Window window(
      RangeExtension extension, double start, double end, Object... samples) {
    StepSeries series = FakeCall.series(Labels.EMPTY, samples);
    long[] times = new long[samples.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = i * 60_000L;
    }
    Samples all = new Samples(times, series.values(), series.histograms(), 0, samples.length);
    Window window = new Window(all, extension);
    window.to = samples.length;
    window.rangeStart = Math.round(start * 60_000);
    window.rangeEnd = Math.round(end * 60_000);
    return window;
  }

  private static Window window(double start, double end, Object... samples) {
    return window(RangeExtension.NONE, start, end, samples);
  }

  private void resultIs(String expected) {
    FloatHistogram result = Objects.requireNonNull(out.histogram(0));
    assertThat(HistogramComparison.matches(histogram(expected), result, true))
        .as("%s", result)
        .isTrue();
  }

  @Test
  void leavesFloatsToOthers() {
    assertThat(windows.rate(Rate.RATE, window(0, 1, 1, 2), out)).isFalse();
    assertThat(windows.instant(true, window(0, 1, 1, 2), out)).isFalse();
    assertThat(windows.sum(window(0, 1, 1, 2), out)).isFalse();
  }

  @Test
  void takesTheIncreaseOverTheRange() {
    Window window =
        window(
            -1, 2, "count:6 sum:1 buckets:[6]", "count:7 buckets:[7]", "count:8 sum:3 buckets:[8]");
    assertThat(windows.rate(Rate.INCREASE, window, out)).isTrue();
    // two minutes are sampled, one more before lies within reach
    resultIs("count:3 sum:3 buckets:[3]" + GAUGE);
    windows.rate(Rate.RATE, window, out);
    resultIs(
        "count:0.016666666666666666 sum:0.016666666666666666 buckets:[0.016666666666666666]"
            + GAUGE);
    assertThat(call.notes()).isEmpty();
  }

  @Test
  void extrapolatesNoFurtherThanToZero() {
    windows.rate(Rate.INCREASE, window(-1, 1, "count:1 buckets:[1]", "count:3 buckets:[3]"), out);
    // from 1 to 3 in a minute: zero was half a minute before
    resultIs("count:3 buckets:[3]" + GAUGE);
  }

  @Test
  void addsWhatResetsTookAway() {
    Window window =
        window(
            0,
            3,
            "count:4 sum:4 buckets:[4]",
            "count:6 sum:6 buckets:[6]",
            "count:1 sum:1 buckets:[1]",
            "count:2 sum:2 buckets:[2]");
    windows.rate(Rate.INCREASE, window, out);
    resultIs("count:4 sum:4 buckets:[4]" + GAUGE);
  }

  @Test
  void ignoresTheLayoutBeforeAReset() {
    Window window =
        window(
            0,
            2,
            "count:9",
            "schema:-53 count:3 custom_values:[1] buckets:[3]",
            "schema:-53 count:5 custom_values:[1] buckets:[5]");
    windows.rate(Rate.INCREASE, window, out);
    resultIs("schema:-53 count:5 custom_values:[1] buckets:[5]" + GAUGE);
    assertThat(call.notes()).isEmpty();
  }

  @Test
  void warnsOfKindsThatDoNotFit() {
    windows.rate(Rate.RATE, window(0, 1, 1, "count:1"), out);
    windows.rate(Rate.INCREASE, window(0, 1, "count:1" + GAUGE, "count:2"), out);
    windows.rate(Rate.DELTA, window(0, 1, "count:1" + GAUGE, "count:2"), out);
    windows.rate(Rate.DELTA, window(0, 1, "count:1" + GAUGE, "schema:-53 count:2" + GAUGE), out);
    assertThat(call.notes())
        .containsExactly(
            "PromQL warning: encountered a mix of histograms and floats for metric name \"x\" @10",
            "PromQL warning: this native histogram metric is not a counter: \"x\" @10",
            "PromQL warning: this native histogram metric is not a gauge: \"x\" @10",
            "PromQL warning: vector contains a mix of histograms with exponential and custom"
                + " buckets schemas for metric name \"x\" @10");
  }

  @Test
  void hasNoRateOfASingleSample() {
    assertThat(windows.rate(Rate.RATE, window(-1, 1, "count:1"), out)).isTrue();
    assertThat(windows.instant(true, window(-1, 1, "count:1"), out)).isTrue();
    assertThat(out.isEmpty()).isTrue();
  }

  @Test
  void takesTheRateOfTheLastTwo() {
    windows.instant(true, window(0, 2, "count:99", "count:60 sum:6", "count:120 sum:66"), out);
    resultIs("count:1 sum:1" + GAUGE);
    windows.instant(true, window(0, 1, "count:99", "count:60"), out);
    resultIs("count:1" + GAUGE);
    windows.instant(false, window(0, 1, "count:99" + GAUGE, "count:60" + GAUGE), out);
    resultIs("count:-39" + GAUGE);
    assertThat(call.notes()).isEmpty();
  }

  @Test
  void reconcilesBoundariesWithAnInfo() {
    windows.instant(
        false,
        window(
            0,
            1,
            "schema:-53 count:2 custom_values:[1] buckets:[2]" + GAUGE,
            "schema:-53 count:1 custom_values:[1 10] buckets:[1]" + GAUGE),
        out);
    resultIs("schema:-53 count:-1 custom_values:[1] buckets:[-1]" + GAUGE);
    assertThat(call.notes())
        .containsExactly(
            "PromQL info: mismatched custom buckets were reconciled during subtraction @10");
  }

  @Test
  void addsUpAndAverages() {
    Window window = window(0, 2, "count:1 buckets:[1]", "count:5 buckets:[2 3]");
    windows.sum(window, out);
    resultIs("count:6 buckets:[3 3]");
    windows.avg(window, out);
    resultIs("count:3 buckets:[1.5 1.5]");
  }

  @Test
  void warnsOfConflictingResetsInSums() {
    windows.sum(
        window(0, 2, "count:1 counter_reset_hint:reset", "count:1 counter_reset_hint:not_reset"),
        out);
    assertThat(call.notes())
        .containsExactly(
            "PromQL warning: conflicting counter resets during histogram aggregation @10");
    assertThat(Objects.requireNonNull(out.histogram(0)).counterResetHint())
        .isEqualTo(CounterResetHint.UNKNOWN);
  }

  @Test
  void hasNoSumOfMixedKinds() {
    windows.sum(window(0, 2, "count:1", "schema:-53 count:1"), out);
    windows.avg(window(0, 2, "count:1", 3), out);
    assertThat(out.isEmpty()).isTrue();
    assertThat(call.notes()).hasSize(2);
  }

  @Test
  void countsResetsAndChangesOfAllKinds() {
    Window window =
        window(
            0, 6, 1, 2, "count:2", "count:3", "count:1", "count:1", 5, 4, Double.NaN, Double.NaN);
    assertThat(HistogramWindows.resets(window, 0)).isEqualTo(4);
    assertThat(HistogramWindows.changes(window, 0)).isEqualTo(7);
    assertThat(HistogramWindows.resets(window, 6)).isEqualTo(1);
  }

  @Test
  void interpolatesAtTheEndsOfASmoothedRange() {
    Window window =
        window(
            RangeExtension.SMOOTHED,
            0.5,
            2.5,
            "count:0 buckets:[0]",
            "count:2 buckets:[2]",
            "count:4 buckets:[4]",
            "count:8 buckets:[8]");
    windows.rate(Rate.INCREASE, window, out);
    resultIs("count:5 buckets:[5]" + GAUGE);
  }

  @Test
  void startsAtTheSampleBeforeAnAnchoredRange() {
    Window window =
        window(RangeExtension.ANCHORED, 1.5, 3, "count:1", "count:4", "count:6", "count:1");
    windows.rate(Rate.INCREASE, window, out);
    // 4 to 6, then anew to 1
    resultIs("count:3" + GAUGE);
  }
}
