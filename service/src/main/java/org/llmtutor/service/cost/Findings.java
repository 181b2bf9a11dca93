package org.llmtutor.service.cost;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerVerification;

/** Gathers what one check finds: everything is counted, the first of it is kept. */
final class Findings {

  private static final String PROBLEM = "problem";
  private static final String WARNING = "warning";

  private final String id;
  private final String compares;
  private final String remedy;
  private final int most;
  private final List<LedgerVerification.Finding> kept = new ArrayList<>();
  private long compared;
  private long problems;
  private long warnings;
  private BigDecimal difference = BigDecimal.ZERO;
  private @Nullable String note;
  private boolean skipped;

  Findings(String id, String compares, String remedy, int most) {
    this.id = id;
    this.compares = compares;
    this.remedy = remedy;
    this.most = most;
  }

  void compared(long more) {
    compared += more;
  }

  /** Something is wrong, though not by an amount. */
  void problem(String subject, String problem) {
    problem(subject, problem, null);
  }

  /** Something is wrong; {@code nanos} is the difference in its dollars, of either sign. */
  void problem(String subject, String problem, @Nullable Long nanos) {
    problems++;
    add(PROBLEM, subject, problem, nanos);
  }

  /** Something is odd, and may well be right. */
  void warning(String subject, String problem) {
    warnings++;
    add(WARNING, subject, problem, null);
  }

  private void add(String severity, String subject, String problem, @Nullable Long nanos) {
    BigDecimal dollars = nanos == null ? null : BigDecimal.valueOf(nanos, 9).abs();
    if (dollars != null) {
      difference = difference.add(dollars);
    }
    if (kept.size() < most) {
      BigDecimal shown = dollars == null ? null : plain(dollars);
      kept.add(new LedgerVerification.Finding(severity, subject, problem, shown));
    }
  }

  /** Says what was left out and why. */
  void note(String text) {
    note = text;
  }

  /** Nothing was compared, for this reason. */
  void skip(String reason) {
    skipped = true;
    note = reason;
  }

  LedgerVerification.Check result() {
    return new LedgerVerification.Check(
        id,
        compares,
        status(),
        compared,
        problems,
        warnings,
        plain(difference),
        kept,
        note,
        remedy);
  }

  private String status() {
    if (problems > 0) {
      return PROBLEM;
    } else if (skipped) {
      return "skipped";
    }
    return warnings > 0 ? WARNING : "ok";
  }

  private static BigDecimal plain(BigDecimal dollars) {
    BigDecimal stripped = dollars.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
