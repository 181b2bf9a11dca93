package org.llmtutor.cli.check;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.backtest.ServerReport;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.metrics.MetricsSnapshot;

/**
 * What rules are held against besides themselves.
 *
 * @param metrics what there is of the metrics that they name; null when that was not asked
 * @param server what a server tells of them; null when none was asked
 */
record Evidence(@Nullable MetricsSnapshot metrics, @Nullable ServerReport server) {

  /** Nothing. */
  static final Evidence NONE = new Evidence(null, null);

  /** Where it comes from, once the files are read. */
  @FunctionalInterface
  interface Source {

    /** What there is for the rules of {@code files}. */
    Evidence gather(List<RuleFile> files);
  }
}
