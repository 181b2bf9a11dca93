package org.llmtutor.cli.output;

import java.util.List;

/** Tables in GitHub's Markdown. */
public final class Markdown {

  private Markdown() {}

  /** The heading line and the line that sets the alignment. */
  public static String heading(List<Table.Column> columns) {
    StringBuilder titles = new StringBuilder("|");
    StringBuilder alignment = new StringBuilder("|");
    for (Table.Column column : columns) {
      titles.append(' ').append(column.title()).append(" |");
      alignment.append(column.number() ? " ---: |" : " --- |");
    }
    return titles.append('\n').append(alignment).append('\n').toString();
  }

  /** One row; pipes and control characters in cells are escaped. */
  public static String row(List<String> cells) {
    StringBuilder row = new StringBuilder("|");
    for (String cell : cells) {
      String text = PlainText.of(cell).replace("\\", "\\\\").replace("|", "\\|");
      row.append(' ').append(text.replace("<", "&lt;")).append(" |");
    }
    return row.append('\n').toString();
  }
}
