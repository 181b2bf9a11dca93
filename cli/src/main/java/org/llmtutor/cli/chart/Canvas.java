package org.llmtutor.cli.chart;

import java.util.Arrays;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Terminal;

/**
 * A grid of characters to draw lines on, with braille dots (two by four in each character) or with
 * one mark in each character. Not thread-safe.
 */
final class Canvas {

  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final int columns;
  private final int rows;
  private final boolean braille;
  private final int[][] cells;
  private final Style[][] styles;

  Canvas(int columns, int rows, boolean braille) {
    this.columns = columns;
    this.rows = rows;
    this.braille = braille;
    this.cells = new int[rows][columns];
    this.styles = new Style[rows][columns];
    for (Style[] row : styles) {
      Arrays.fill(row, Style.PLAIN);
    }
  }

  /** Dots from left to right. */
  int dotsAcross() {
    return braille ? columns * 2 : columns;
  }

  /** Dots from top to bottom. */
  int dotsDown() {
    return braille ? rows * 4 : rows;
  }

  /** Draws a straight line between two dots, ends included. */
  void line(int x0, int y0, int x1, int y1, char mark, Style style) {
    int steps = Math.max(1, Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0)));
    for (int i = 0; i <= steps; i++) {
      int x = x0 + Math.round((float) (x1 - x0) * i / steps);
      int y = y0 + Math.round((float) (y1 - y0) * i / steps);
      dot(x, y, mark, style);
    }
  }

  private void dot(int x, int y, char mark, Style style) {
    int column = braille ? x / 2 : x;
    int row = braille ? y / 4 : y;
    if (x < 0 || y < 0 || column >= columns || row >= rows) {
      return;
    }
    cells[row][column] = braille ? cells[row][column] | BITS[y % 4][x % 2] : mark;
    styles[row][column] = style;
  }

  /** One row of characters, without blanks at its end. */
  String row(int row, Terminal terminal) {
    int end = columns;
    while (end > 0 && cells[row][end - 1] == 0) {
      end--;
    }
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < end; ) {
      int start = column;
      StringBuilder run = new StringBuilder();
      while (column < end && styles[row][column] == styles[row][start]) {
        run.append(character(cells[row][column++]));
      }
      text.append(terminal.styled(run.toString(), styles[row][start]));
    }
    return text.toString();
  }

  private char character(int cell) {
    if (cell == 0) {
      return ' ';
    }
    return braille ? (char) (0x2800 + cell) : (char) cell;
  }
}
