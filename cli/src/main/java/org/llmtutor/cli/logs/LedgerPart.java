package org.llmtutor.cli.logs;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.json.JsonObject;

/**
 * What the service's ledger has of a request.
 *
 * @param rows oldest first
 * @param problem why it could not be asked; null when it was
 */
record LedgerPart(List<JsonObject> rows, @Nullable String problem) {

  private static final int NANO_DIGITS = 9;

  /** Copies the list. */
  LedgerPart {
    rows = List.copyOf(rows);
  }

  /** What all settled rows cost. */
  BigDecimal cost() {
    return rows.stream().map(LedgerPart::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal cost(JsonObject row) {
    return row.optionalNumber("cost_nanos").orElse(BigDecimal.ZERO).movePointLeft(NANO_DIGITS);
  }

  /** Dollars in full, with two digits at least. */
  static String dollars(BigDecimal dollars) {
    BigDecimal exact = dollars.stripTrailingZeros();
    return "$" + (exact.scale() < 2 ? exact.setScale(2) : exact).toPlainString();
  }

  /** One row in a line. */
  static String line(JsonObject row) {
    StringBuilder line = new StringBuilder();
    line.append("attempt ").append(row.optionalNumber("attempt").orElse(BigDecimal.ONE));
    line.append("  ").append(row.text("provider")).append('/').append(row.text("model"));
    line.append("  ").append(row.text("state"));
    row.optionalText("error_type").ifPresent(error -> line.append(", ").append(error));
    if (row.optionalNumber("cost_nanos").isPresent()) {
      line.append("  ").append(dollars(cost(row)));
      row.optionalText("cost_basis").ifPresent(basis -> line.append(' ').append(basis));
    }
    Optional<BigDecimal> latency = row.optionalNumber("latency_ms");
    latency.ifPresent(ms -> line.append("  ").append(ms.toPlainString()).append(" ms"));
    return line.append("  ").append(row.text("id")).toString();
  }

  /** Whether any row is in this state. */
  boolean has(String state) {
    return rows.stream().anyMatch(row -> row.optionalText("state").orElse("").equals(state));
  }

  /** The first failure of an attempt, if any. */
  Optional<String> error() {
    return rows.stream().flatMap(row -> row.optionalText("error_type").stream()).findFirst();
  }
}
