package org.llmtutor.cli.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;

/** Budgets for people: rounded amounts, how full each is, and what limits it. */
final class BudgetTable {

  private static final int BAR = 10;
  private static final BigDecimal FULL = BigDecimal.ONE;

  private final List<JsonObject> windows;
  private final Terminal terminal;

  BudgetTable(JsonObject reply, Terminal terminal) {
    this.windows = reply.objects("windows");
    this.terminal = terminal;
  }

  /** The table, and what its marks mean. */
  String text() {
    Table table = table(true);
    if (table.naturalWidth() > terminal.columns().orElse(Integer.MAX_VALUE)) {
      table = table(false);
    }
    return table.render(terminal) + notes();
  }

  private Table table(boolean wide) {
    Table table = new Table(columns(wide));
    windows.forEach(window -> row(table, window, wide));
    return table;
  }

  private static List<Table.Column> columns(boolean wide) {
    List<Table.Column> columns =
        new ArrayList<>(
            List.of(
                Table.text("BUDGET"),
                Table.text("PERIOD"),
                Table.number("SPENT"),
                Table.number("HELD"),
                Table.number("LIMIT"),
                Table.number("USED")));
    if (wide) {
      columns.add(Table.text(""));
      columns.add(Table.text("RESETS AT"));
    }
    return columns;
  }

  private void row(Table table, JsonObject window, boolean wide) {
    BigDecimal spent = window.number("spent_usd");
    BigDecimal held = window.number("held_usd");
    Optional<BigDecimal> limit = window.optionalNumber("limit_usd");
    Optional<BigDecimal> used = limit.map(most -> share(spent.add(held), most));
    List<String> cells =
        new ArrayList<>(
            List.of(
                name(window),
                window.text("period"),
                Numbers.usd(spent, 2),
                held.signum() == 0 ? "" : Numbers.usd(held, 2),
                limit.map(most -> limit(window, most)).orElse("-"),
                used.map(share -> Numbers.share(share, FULL)).orElse("")));
    if (wide) {
      cells.add(used.map(this::bar).orElse(""));
      cells.add(window.text("resets_at"));
    }
    table.row(style(window, used), cells.toArray(new String[0]));
  }

  private static String name(JsonObject window) {
    String id = window.text("id");
    String model = window.optionalText("model").map(name -> ", " + name).orElse("");
    return window.text("scope") + (id.isEmpty() ? "" : " " + id) + model;
  }

  private static String limit(JsonObject window, BigDecimal most) {
    String soft = window.text("mode").equals("soft") ? "~" : "";
    return soft + Numbers.usd(most, 2) + (isSet(window) ? "*" : "");
  }

  private static boolean isSet(JsonObject window) {
    return Boolean.TRUE.equals(window.members().get("overridden"));
  }

  /** A limit of nothing is used up. */
  private static BigDecimal share(BigDecimal used, BigDecimal limit) {
    return limit.signum() == 0 ? FULL : used.divide(limit, 6, RoundingMode.HALF_EVEN);
  }

  private static Style style(JsonObject window, Optional<BigDecimal> used) {
    if (used.isPresent() && used.get().compareTo(FULL) >= 0) {
      return window.text("mode").equals("soft") ? Style.YELLOW : Style.RED;
    }
    return Boolean.TRUE.equals(window.members().get("warning")) ? Style.YELLOW : Style.PLAIN;
  }

  private String bar(BigDecimal share) {
    int length = share.min(FULL).movePointRight(1).setScale(0, RoundingMode.HALF_EVEN).intValue();
    String full = terminal.unicode() ? "█" : "#";
    String rest = terminal.unicode() ? "░" : ".";
    return full.repeat(length) + rest.repeat(BAR - length);
  }

  private String notes() {
    StringBuilder notes = new StringBuilder();
    if (windows.stream().anyMatch(BudgetTable::isSet)) {
      notes.append("* set by an operator; 'monitorctl budget unset' goes back to config.yml.\n");
    }
    if (windows.stream().anyMatch(BudgetTable::isSoft)) {
      notes.append("~ soft: nothing is refused.\n");
    }
    return notes.isEmpty() ? "" : "\n" + notes;
  }

  private static boolean isSoft(JsonObject window) {
    return window.optionalNumber("limit_usd").isPresent() && window.text("mode").equals("soft");
  }
}
