package org.llmtutor.promql.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

/**
 * Laws of histograms whose zero threshold is a boundary at every resolution. At others a sum may
 * count observations twice, as Prometheus does.
 */
class HistogramLawsTest {

  @Provide
  Arbitrary<FloatHistogram> exponential() {
    return Combinators.combine(
            Arbitraries.integers().between(-4, 8),
            Arbitraries.of(0.0, 0x1p-16, 1.0),
            Arbitraries.integers().between(0, 9),
            counts(),
            counts(),
            Arbitraries.integers().between(0, 20))
        .as(HistogramLawsTest::exponential);
  }

  private static FloatHistogram exponential(
      int schema, double zero, int zeroCount, List<Integer> up, List<Integer> down, int gap) {
    int first = firstOutside(zero, schema) + gap;
    double all = zeroCount + sum(up) + sum(down);
    return FloatHistogram.exponential(schema)
        .zero(zero, zeroCount)
        .count(all)
        .sum(all * 2)
        .positive(Buckets.from(first, array(up)))
        .negative(Buckets.from(first + gap, array(down)))
        .build();
  }

  private static int firstOutside(double zero, int schema) {
    int index = -20;
    while (ExponentialBounds.upper(index - 1, schema) < zero) {
      index++;
    }
    return index;
  }

  @Provide
  Arbitrary<FloatHistogram> custom() {
    Arbitrary<List<Integer>> bounds =
        Arbitraries.integers()
            .between(-5, 10)
            .set()
            .ofMaxSize(6)
            .map(set -> sorted(List.copyOf(set)));
    return Combinators.combine(bounds, counts())
        .as(
            (upper, counts) -> {
              List<Integer> fitting = counts.subList(0, Math.min(counts.size(), upper.size() + 1));
              return FloatHistogram.custom(array(upper))
                  .count(sum(fitting))
                  .sum(7)
                  .positive(Buckets.from(0, array(fitting)))
                  .build();
            });
  }

  private static List<Integer> sorted(List<Integer> numbers) {
    List<Integer> sorted = new ArrayList<>(numbers);
    sorted.sort(null);
    return sorted;
  }

  private static Arbitrary<List<Integer>> counts() {
    return Arbitraries.integers().between(0, 1000).list().ofMaxSize(12);
  }

  private static double[] array(List<Integer> numbers) {
    return numbers.stream().mapToDouble(Integer::doubleValue).toArray();
  }

  private static double sum(List<Integer> numbers) {
    return numbers.stream().mapToDouble(Integer::doubleValue).sum();
  }

  @Property
  void additionCommutes(
      @ForAll("exponential") FloatHistogram a, @ForAll("exponential") FloatHistogram b) {
    assertThat(a.plus(b).compact()).isEqualTo(b.plus(a).compact());
  }

  @Property
  void additionOfCustomBucketsCommutes(
      @ForAll("custom") FloatHistogram a, @ForAll("custom") FloatHistogram b) {
    assertThat(a.plus(b).compact()).isEqualTo(b.plus(a).compact());
  }

  @Property
  void subtractionUndoesAddition(
      @ForAll("exponential") FloatHistogram a, @ForAll("exponential") FloatHistogram b) {
    FloatHistogram back = a.plus(b).minus(b).compact();
    FloatHistogram reduced = Aligned.of(a.plus(b).minus(b), a).left();
    assertThat(back.count()).isEqualTo(a.count());
    assertThat(reduced.zeroCount() + total(reduced)).isEqualTo(a.zeroCount() + total(a));
  }

  private static double total(FloatHistogram histogram) {
    double total = 0;
    for (Buckets side : List.of(histogram.positive(), histogram.negative())) {
      for (int i = 0; i < side.size(); i++) {
        total += side.count(i);
      }
    }
    return total;
  }

  @Property
  void noObservationIsLostInASum(
      @ForAll("exponential") FloatHistogram a, @ForAll("exponential") FloatHistogram b) {
    FloatHistogram sum = a.plus(b);
    assertThat(sum.zeroCount() + total(sum)).isEqualTo(sum.count());
  }

  @Property
  void compensatedSumsAgreeWithPlainOnes(
      @ForAll("exponential") FloatHistogram a,
      @ForAll("exponential") FloatHistogram b,
      @ForAll("exponential") FloatHistogram c) {
    HistogramSum sum = new HistogramSum();
    HistogramMean mean = new HistogramMean();
    for (FloatHistogram histogram : List.of(a, b, c)) {
      sum.add(histogram);
      mean.add(histogram);
    }
    FloatHistogram plain = a.plus(b).plus(c).compact();
    assertThat(sum.sum()).isEqualTo(plain);
    assertThat(HistogramComparison.matches(plain.dividedBy(3), mean.mean(), false)).isTrue();
  }

  @Property
  void aGrownHistogramIsNotReset(
      @ForAll("exponential") FloatHistogram a, @ForAll("exponential") FloatHistogram b) {
    assertThat(a.plus(b).detectReset(a)).isFalse();
  }

  @Property
  void notationSurvivesReading(@ForAll("exponential") FloatHistogram histogram) {
    assertThat(HistogramNotation.parse(HistogramNotation.print(histogram))).isEqualTo(histogram);
  }

  @Property
  void customNotationSurvivesReading(@ForAll("custom") FloatHistogram histogram) {
    assertThat(HistogramNotation.parse(HistogramNotation.print(histogram))).isEqualTo(histogram);
  }

  @Property
  void quantilesGrow(
      @ForAll("exponential") FloatHistogram histogram,
      @ForAll @DoubleRange(max = 1) double p,
      @ForAll @DoubleRange(max = 1) double q) {
    if (histogram.count() > 0) {
      double lower = Quantiles.quantile(Math.min(p, q), histogram);
      double upper = Quantiles.quantile(Math.max(p, q), histogram);
      assertThat(lower).isLessThanOrEqualTo(upper + 1e-9 * Math.abs(upper));
    }
  }

  @Property
  void trimmedPartsMakeTheWhole(
      @ForAll("exponential") FloatHistogram histogram,
      @ForAll @DoubleRange(min = -50, max = 50) double limit) {
    double parts = histogram.below(limit).count() + histogram.above(limit).count();
    boolean atEmptyZeroBucket = histogram.zeroThreshold() == 0 && limit == 0;
    if (!atEmptyZeroBucket) {
      assertThat(HistogramComparison.near(parts, histogram.count(), 1e-9)).isTrue();
    }
  }
}
