package org.llmtutor.cli.chart;

import java.util.List;
import java.util.function.DoubleFunction;
import org.llmtutor.cli.chart.ChartSeries.ChartPoint;
import org.llmtutor.cli.output.DisplayWidth;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Terminal;

/**
 * Draws series as lines with axes and a legend, as wide as the terminal. Braille dots where the
 * terminal has them and one series or colours tell the lines apart; a mark per series otherwise.
 *
 * <pre>{@code
 * out.print(new LineChart(series, from, to, step, this::clockTime).draw(terminal));
 * }</pre>
 */
public final class LineChart {

  /** Lines that a chart shows; the others are counted below the legend. */
  public static final int MAX_LINES = 8;

  private static final int ROWS = 12;
  private static final int NARROWEST = 16;
  private static final String MARKS = "*+ox#%@&";
  private static final Style[] STYLES = {
    Style.CYAN,
    Style.YELLOW,
    Style.GREEN,
    Style.MAGENTA,
    Style.RED,
    Style.BLUE,
    Style.BOLD,
    Style.DIM
  };

  private final List<ChartSeries> series;
  private final int omitted;
  private final double from;
  private final double to;
  private final double step;
  private final DoubleFunction<String> placeLabel;

  /**
   * A chart.
   *
   * @param from place at the left end
   * @param to place at the right end
   * @param step usual distance of points; a line breaks where points are more than two apart
   * @param placeLabel writes a place for the axis
   */
  public LineChart(
      List<ChartSeries> series,
      double from,
      double to,
      double step,
      DoubleFunction<String> placeLabel) {
    this.series = List.copyOf(series.subList(0, Math.min(series.size(), MAX_LINES)));
    this.omitted = series.size() - this.series.size();
    this.from = from;
    this.to = to > from ? to : from + 1;
    this.step = step;
    this.placeLabel = placeLabel;
  }

  /** The chart's lines, each ended by a line break. */
  public String draw(Terminal terminal) {
    Scale scale = Scale.of(series);
    int margin = margin(scale);
    int columns = Math.max(NARROWEST, terminal.width() - margin - 2);
    boolean braille = terminal.unicode() && (series.size() == 1 || terminal.color());
    Canvas canvas = new Canvas(columns, ROWS, braille);
    for (int i = 0; i < series.size(); i++) {
      draw(canvas, series.get(i), scale, i);
    }
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      String label = row % 4 == 0 || row == ROWS - 1 ? Scale.label(scale.at(part(row))) : "";
      String tick = terminal.unicode() ? (label.isEmpty() ? "│" : "┤") : "|";
      text.append(" ".repeat(margin - label.length())).append(label).append(' ').append(tick);
      text.append(canvas.row(row, terminal)).append('\n');
    }
    axis(text, margin, columns, terminal);
    legend(text, terminal, braille);
    return text.toString();
  }

  private static double part(int row) {
    return 1 - (double) row / (ROWS - 1);
  }

  private static int margin(Scale scale) {
    int margin = 0;
    for (int row = 0; row < ROWS; row++) {
      margin = Math.max(margin, Scale.label(scale.at(part(row))).length());
    }
    return margin;
  }

  private void draw(Canvas canvas, ChartSeries one, Scale scale, int index) {
    double usual = Math.max(step, one.closest());
    int lastX = -1;
    int lastY = -1;
    double lastPlace = Double.NEGATIVE_INFINITY;
    for (ChartPoint point : one.points()) {
      if (!Double.isFinite(point.y())) {
        continue;
      }
      double place = point.x();
      int x = (int) Math.round((place - from) / (to - from) * (canvas.dotsAcross() - 1));
      int y = scale.dot(point.y(), canvas.dotsDown());
      boolean joined = place - lastPlace <= 2 * usual;
      char mark = MARKS.charAt(index);
      canvas.line(joined ? lastX : x, joined ? lastY : y, x, y, mark, STYLES[index]);
      lastX = x;
      lastY = y;
      lastPlace = place;
    }
  }

  private void axis(StringBuilder text, int margin, int columns, Terminal terminal) {
    String line = terminal.unicode() ? "─" : "-";
    text.append(" ".repeat(margin + 1)).append(terminal.unicode() ? "└" : "+");
    text.append(line.repeat(columns)).append('\n');
    String left = placeLabel.apply(from);
    String middle = placeLabel.apply((from + to) / 2);
    String right = placeLabel.apply(to);
    StringBuilder labels = new StringBuilder(" ".repeat(margin + 2)).append(left);
    int center = margin + 2 + (columns - middle.length()) / 2;
    int end = margin + 2 + columns - right.length();
    if (labels.length() < center && center + middle.length() < end) {
      labels.append(" ".repeat(center - labels.length())).append(middle);
    }
    if (labels.length() < end) {
      labels.append(" ".repeat(end - labels.length())).append(right);
    }
    text.append(labels).append('\n');
  }

  private void legend(StringBuilder text, Terminal terminal, boolean braille) {
    text.append('\n');
    for (int i = 0; i < series.size(); i++) {
      ChartSeries one = series.get(i);
      String mark = braille ? "━" : String.valueOf(MARKS.charAt(i));
      String last = Scale.label(one.last());
      int room = Math.max(NARROWEST, terminal.width() - 10 - last.length());
      String label = DisplayWidth.cut(PlainText.of(one.label()), room, "...");
      text.append("  ").append(terminal.styled(mark, STYLES[i])).append(' ');
      text.append(label).append("  ").append(terminal.styled(last, Style.BOLD)).append('\n');
    }
    if (omitted > 0) {
      text.append("  ").append(omitted).append(" more series are not drawn;");
      text.append(" aggregate them, or use topk(").append(MAX_LINES).append(", ...)\n");
    }
  }
}
