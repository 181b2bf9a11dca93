package org.llmtutor.cli.ledger;

import java.math.BigDecimal;
import java.util.Map;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.PlainText;

/** One ledger row for people: a field per line, amounts in dollars, what is not known left out. */
final class RowText {

  private static final int WIDTH = 16;
  private static final int NANO_DIGITS = 9;

  private RowText() {}

  static String of(JsonObject row) {
    StringBuilder text = new StringBuilder();
    add(text, "", row);
    return text.toString();
  }

  private static void add(StringBuilder text, String prefix, JsonObject row) {
    for (Map.Entry<String, ?> field : row.members().entrySet()) {
      String name = prefix + field.getKey();
      Object value = field.getValue();
      if (value instanceof Map) {
        add(text, "", row.object(field.getKey()));
      } else if (name.endsWith("_nanos") && value instanceof BigDecimal nanos) {
        line(text, name.replace("_nanos", ""), "$" + dollars(nanos));
      } else if (value != null && !value.toString().isEmpty()) {
        String shown = value instanceof BigDecimal n ? n.toPlainString() : value.toString();
        line(text, name.replace('_', ' '), shown);
      }
    }
  }

  private static String dollars(BigDecimal nanos) {
    BigDecimal exact = nanos.movePointLeft(NANO_DIGITS).stripTrailingZeros();
    return (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(name).append(" ".repeat(Math.max(1, WIDTH - name.length())));
    text.append(PlainText.of(value)).append('\n');
  }
}
