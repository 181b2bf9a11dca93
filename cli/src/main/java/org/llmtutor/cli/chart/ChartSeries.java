package org.llmtutor.cli.chart;

import java.util.List;

/**
 * One line of a chart.
 *
 * @param label what the legend calls it
 * @param points in ascending order of place
 */
public record ChartSeries(String label, List<ChartPoint> points) {

  /** Copies the points. */
  public ChartSeries {
    points = List.copyOf(points);
  }

  /**
   * One point.
   *
   * @param x its place
   * @param y its value; a value that is not finite is not drawn
   */
  public record ChartPoint(double x, double y) {}

  /** The smallest distance of two neighbours; zero when there are none. */
  double closest() {
    double closest = Double.POSITIVE_INFINITY;
    for (int i = 1; i < points.size(); i++) {
      closest = Math.min(closest, points.get(i).x() - points.get(i - 1).x());
    }
    return Double.isInfinite(closest) ? 0 : closest;
  }

  /** The last value that was drawn, or NaN. */
  double last() {
    double last = Double.NaN;
    for (ChartPoint point : points) {
      last = Double.isFinite(point.y()) ? point.y() : last;
    }
    return last;
  }
}
