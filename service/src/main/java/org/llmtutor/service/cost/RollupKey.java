package org.llmtutor.service.cost;

import org.llmtutor.api.LedgerRow;

/** What the daily rollup is kept by. */
record RollupKey(
    String day,
    String learnerId,
    String classCode,
    String provider,
    String model,
    String feature,
    String exerciseId) {

  static RollupKey of(LedgerRow row) {
    return new RollupKey(
        row.usageDay(),
        row.learnerId(),
        row.classCode(),
        row.provider(),
        row.model(),
        row.feature(),
        row.exerciseId());
  }

  /** For people: without what is empty. */
  String shown() {
    return "%s of %s: %s/%s %s%s%s"
        .formatted(
            day,
            learnerId,
            provider,
            model,
            feature,
            exerciseId.isEmpty() ? "" : " on " + exerciseId,
            classCode.isEmpty() ? "" : " in class " + classCode);
  }
}
