package org.llmtutor.prices;

import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Severity;

/** What the reader of price books looks for. */
final class PriceChecks {

  static final CheckInfo SHAPE =
      new CheckInfo("prices/shape", Severity.ERROR, "Keys are known and there, of the right kind.");
  static final CheckInfo VALUE =
      new CheckInfo("prices/value", Severity.ERROR, "Rates, factors, times and names make sense.");
  static final CheckInfo OVERLAP =
      new CheckInfo("prices/overlap", Severity.ERROR, "No two entries claim the same call.");
  static final CheckInfo ALIAS =
      new CheckInfo("prices/alias", Severity.ERROR, "An alias is no other entry's model.");
  static final CheckInfo GAP =
      new CheckInfo("prices/gap", Severity.WARNING, "A model's price does not stop.");

  private PriceChecks() {}
}
