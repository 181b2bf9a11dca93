package org.llmtutor.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.cli.chart.ChartSeries.ChartPoint;
import org.llmtutor.cli.output.DisplayWidth;
import org.llmtutor.cli.output.Terminal;

class ScaleTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1234, 1.23k",
    "999.9, 1000",
    "0.00025, 250u",
    "-2500000, -2.5M",
    "100, 100",
    "1e20, 1E+20",
    "NaN, NaN"
  })
  void labelsValuesShortly(double value, String label) {
    assertThat(Scale.label(value)).isEqualTo(label);
  }

  private static ChartSeries series(double... values) {
    List<ChartPoint> points = new java.util.ArrayList<>();
    for (double value : values) {
      points.add(new ChartPoint(points.size(), value));
    }
    return new ChartSeries("s", points);
  }

  @Test
  void spansAllFiniteValues() {
    Scale scale = Scale.of(List.of(series(5, Double.NaN, 9), series(-1, Double.POSITIVE_INFINITY)));

    assertThat(scale).isEqualTo(new Scale(-1, 9));
    assertThat(Scale.of(List.of(series(3, 3)))).isEqualTo(new Scale(0, 4.5));
    assertThat(Scale.of(List.of(series(Double.NaN)))).isEqualTo(new Scale(0, 1));
    assertThat(Scale.of(List.of(series(-Double.MAX_VALUE, Double.MAX_VALUE))).dot(0, 11))
        .isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 40, 80, 200})
  void staysWithinTheTerminal(int width) {
    Terminal terminal = new Terminal(true, false, OptionalInt.of(width), true, false);
    List<ChartSeries> lines = List.of(series(1, 2, 3, 2, 1), series(3, 1, 2));

    String chart = new LineChart(lines, 0, 4, 1, x -> "12:00:00Z").draw(terminal);

    assertThat(chart.lines()).allMatch(line -> DisplayWidth.of(line) <= width);
  }
}
