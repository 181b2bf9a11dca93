package org.llmtutor.cli.output;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows in aligned columns. Where the place has a width, columns that can be done without are left
 * out, the last one first; then text is cut, the widest first, and names only when that does not
 * suffice; numbers are never cut. Cell text is made plain on entry.
 *
 * <pre>{@code
 * Table table = new Table(List.of(Table.text("NAME"), Table.number("CALLS")));
 * table.row("gpt", "1,234");
 * out.print(table.render(terminal));
 * }</pre>
 */
public final class Table {

  private static final String GAP = "  ";
  private static final int NARROWEST = 6;

  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  /** A table without rows. */
  public Table(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /** A left-aligned column that may be cut. */
  public static Column text(String title) {
    return new Column(title, Kind.TEXT);
  }

  /** A left-aligned column of names, which is cut only when text that is cut does not suffice. */
  public static Column name(String title) {
    return new Column(title, Kind.NAME);
  }

  /** A left-aligned column that is left out where it does not fit. */
  public static Column extra(String title) {
    return new Column(title, Kind.EXTRA);
  }

  /** A right-aligned column that is never cut. */
  public static Column number(String title) {
    return new Column(title, Kind.NUMBER);
  }

  /** How a column gives way. */
  public enum Kind {
    /** Never. */
    NUMBER,
    /** Cut, the widest first. */
    TEXT,
    /** Cut when texts are as narrow as can be. */
    NAME,
    /** Left out. */
    EXTRA
  }

  /**
   * A column.
   *
   * @param title its heading
   * @param kind how it gives way
   */
  public record Column(String title, Kind kind) {

    /** Whether it is right-aligned and never cut. */
    public boolean number() {
      return kind == Kind.NUMBER;
    }
  }

  private record Cell(String text, Style style) {}

  /** Adds a row in plain style. */
  public void row(String... cells) {
    row(Style.PLAIN, cells);
  }

  /** Adds a row whose cells all have a style; missing cells are empty. */
  public void row(Style style, String... cells) {
    List<Cell> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(new Cell(PlainText.of(cell), style));
    }
    rows.add(row);
  }

  /** Styles one cell of the last row. */
  public void style(int column, Style style) {
    List<Cell> last = rows.get(rows.size() - 1);
    last.set(column, new Cell(last.get(column).text(), style));
  }

  /** Columns that the widest row takes when nothing is cut. */
  public int naturalWidth() {
    return total(naturalWidths());
  }

  /** Of columns that are shown; those that are left out are narrower than nothing. */
  private static int total(int[] widths) {
    int total = -GAP.length();
    for (int width : widths) {
      total += width < 0 ? 0 : width + GAP.length();
    }
    return total;
  }

  /** The titles of the columns that do not fit into {@code terminal}, in their order. */
  public List<String> leftOut(Terminal terminal) {
    int[] widths = fitted(terminal);
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      if (widths[i] < 0) {
        titles.add(columns.get(i).title());
      }
    }
    return titles;
  }

  /** The lines, each ended by a line break, without blanks at their ends. */
  public String render(Terminal terminal) {
    int[] widths = fitted(terminal);
    StringBuilder lines = new StringBuilder();
    List<Cell> titles = new ArrayList<>();
    for (Column column : columns) {
      titles.add(new Cell(column.title(), Style.BOLD));
    }
    line(lines, titles, widths, terminal);
    for (List<Cell> row : rows) {
      line(lines, row, widths, terminal);
    }
    return lines.toString();
  }

  private int[] naturalWidths() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = DisplayWidth.of(columns.get(i).title());
      for (List<Cell> row : rows) {
        if (i < row.size()) {
          widths[i] = Math.max(widths[i], DisplayWidth.of(row.get(i).text()));
        }
      }
    }
    return widths;
  }

  private int[] fitted(Terminal terminal) {
    int[] widths = naturalWidths();
    if (terminal.columns().isPresent()) {
      int room = terminal.columns().getAsInt();
      for (int i = widths.length - 1; i >= 0 && total(widths) > room; i--) {
        widths[i] = columns.get(i).kind() == Kind.EXTRA ? -1 : widths[i];
      }
      shrink(widths, Kind.TEXT, total(widths) - room);
      shrink(widths, Kind.NAME, total(widths) - room);
    }
    return widths;
  }

  private void shrink(int[] widths, Kind kind, int excess) {
    for (int left = excess; left > 0; left--) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean may = columns.get(i).kind() == kind && widths[i] > NARROWEST;
        if (may && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private void line(StringBuilder lines, List<Cell> cells, int[] widths, Terminal terminal) {
    StringBuilder line = new StringBuilder();
    int owed = 0;
    for (int i = 0; i < cells.size(); i++) {
      if (widths[i] < 0) {
        continue;
      }
      Cell cell = cells.get(i);
      String text = DisplayWidth.cut(cell.text(), widths[i], terminal.unicode() ? "…" : "~");
      int blanks = widths[i] - DisplayWidth.of(text);
      boolean right = columns.get(i).number();
      if (!text.isEmpty()) {
        line.append(" ".repeat(owed + (right ? blanks : 0)));
        line.append(terminal.styled(text, cell.style()));
        owed = 0;
      } else {
        blanks = widths[i];
      }
      owed += (right && !text.isEmpty() ? 0 : blanks) + GAP.length();
    }
    lines.append(line).append('\n');
  }
}
