package org.llmtutor.cli.prices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.output.Terminal;

/** The reply of {@code POST /api/ops/prices/reprice} for people and for programs. */
final class RepriceSheet {

  private final JsonObject report;
  private final List<String> by;
  private final JsonObject total;
  private final int decimals;

  RepriceSheet(JsonObject report) {
    this.report = report;
    this.by = report.texts("by");
    this.total = report.object("total");
    boolean large = total.number("booked_usd").compareTo(BigDecimal.TEN) >= 0;
    this.decimals = large ? 2 : 6;
  }

  String text(Terminal terminal) {
    if (total.count("calls") == 0) {
      return "No calls were settled from "
          + PlainText.of(report.text("from"))
          + " on; ask for more days with --since 30d.\n";
    }
    return sheet().text(terminal) + notes();
  }

  Sheet sheet() {
    List<Table.Column> columns = new ArrayList<>();
    by.forEach(name -> columns.add(Table.text(PlainText.of(name).toUpperCase(Locale.ROOT))));
    if (by.isEmpty()) {
      columns.add(Table.text(""));
    }
    columns.add(Table.number("CALLS"));
    columns.add(Table.number("BOOKED"));
    columns.add(Table.number("REPRICED"));
    columns.add(Table.number("DIFFERENCE"));
    columns.add(Table.number("CHANGE"));
    List<String> heading = new ArrayList<>(by);
    heading.addAll(
        List.of("calls", "booked_usd", "repriced_usd", "difference_usd", "unpriced_calls"));
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> records = new ArrayList<>();
    for (JsonObject row : report.objects("rows")) {
      rows.add(cells(keys(row, "(none)"), row));
      records.add(fields(row));
    }
    rows.add(cells(totalKeys(), total));
    return new Sheet(title(), columns, rows, heading, records);
  }

  private String title() {
    String known = report.optionalText("as_of").map(time -> ", as known at " + time).orElse("");
    return PlainText.of(
        "Settled calls from %s to before %s priced again%s"
            .formatted(report.text("from"), report.text("to"), known));
  }

  /** What the figures leave open. */
  String notes() {
    long unpriced = total.count("unpriced_calls");
    return unpriced == 0
        ? ""
        : "\n" + Numbers.count(unpriced) + " calls would have no price; they count as booked.\n";
  }

  private List<String> keys(JsonObject row, String none) {
    List<String> keys = new ArrayList<>();
    for (String name : by) {
      String value = row.object("key").optionalText(name).orElse("");
      keys.add(value.isEmpty() ? none : value);
    }
    return keys;
  }

  private List<String> totalKeys() {
    List<String> keys = new ArrayList<>(List.of("TOTAL"));
    for (int i = 1; i < by.size(); i++) {
      keys.add("");
    }
    return keys;
  }

  private List<String> cells(List<String> keys, JsonObject row) {
    List<String> cells = new ArrayList<>(keys);
    BigDecimal booked = row.number("booked_usd");
    BigDecimal repriced = row.number("repriced_usd");
    cells.add(Numbers.count(row.count("calls")));
    cells.add(Numbers.usd(booked, decimals));
    cells.add(Numbers.usd(repriced, decimals));
    cells.add(Numbers.usd(row.number("difference_usd"), decimals));
    cells.add(Rate.change(booked, repriced));
    return cells;
  }

  private List<String> fields(JsonObject row) {
    List<String> fields = new ArrayList<>(keys(row, ""));
    fields.add(Long.toString(row.count("calls")));
    for (String name : List.of("booked_usd", "repriced_usd", "difference_usd")) {
      fields.add(row.number(name).toPlainString());
    }
    fields.add(Long.toString(row.count("unpriced_calls")));
    return fields;
  }
}
