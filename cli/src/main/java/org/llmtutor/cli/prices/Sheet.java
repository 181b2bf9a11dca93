package org.llmtutor.cli.prices;

import java.util.List;
import org.llmtutor.cli.output.Csv;
import org.llmtutor.cli.output.Markdown;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;

/**
 * Rows for people, and the same exactly for programs.
 *
 * @param title what it is; a line above the table
 * @param columns of the table
 * @param rows of the table
 * @param heading of the CSV
 * @param records of the CSV
 */
record Sheet(
    String title,
    List<Table.Column> columns,
    List<List<String>> rows,
    List<String> heading,
    List<List<String>> records) {

  String text(Terminal terminal) {
    Table table = new Table(columns);
    rows.forEach(row -> table.row(row.toArray(new String[0])));
    String left = String.join(", ", table.leftOut(terminal));
    return terminal.styled(title, Style.BOLD)
        + "\n\n"
        + table.render(terminal)
        + (left.isEmpty() ? "" : "\nNot shown for want of room: " + left + "; see -o csv.\n");
  }

  String markdown() {
    StringBuilder text = new StringBuilder("**" + title + "**\n\n");
    text.append(Markdown.heading(columns));
    rows.forEach(row -> text.append(Markdown.row(row)));
    return text.toString();
  }

  String csv() {
    StringBuilder text = new StringBuilder(Csv.line(heading));
    records.forEach(fields -> text.append(Csv.line(fields)));
    return text.toString();
  }
}
