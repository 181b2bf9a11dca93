package org.llmtutor.service.cost;

import java.util.Comparator;
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

  /** The order in which sums are locked, on engines that lock rows. */
  static final Comparator<RollupKey> ORDER =
      Comparator.comparing(RollupKey::day)
          .thenComparing(RollupKey::learnerId)
          .thenComparing(RollupKey::classCode)
          .thenComparing(RollupKey::provider)
          .thenComparing(RollupKey::model)
          .thenComparing(RollupKey::feature)
          .thenComparing(RollupKey::exerciseId);

  static RollupKey of(Hold hold) {
    CallContext caller = hold.context();
    return new RollupKey(
        hold.day().toString(),
        caller.learnerId(),
        caller.classCode(),
        hold.provider(),
        hold.model(),
        caller.feature(),
        caller.exerciseId());
  }

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

  /** What a table of sums keeps of this. */
  RollupKey in(RollupTables.Table table) {
    return new RollupKey(
        table.time().of(day),
        table.has(Dimension.LEARNER) ? learnerId : "",
        table.has(Dimension.CLASS) ? classCode : "",
        table.has(Dimension.PROVIDER) ? provider : "",
        table.has(Dimension.MODEL) ? model : "",
        table.has(Dimension.FEATURE) ? feature : "",
        table.has(Dimension.EXERCISE) ? exerciseId : "");
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
