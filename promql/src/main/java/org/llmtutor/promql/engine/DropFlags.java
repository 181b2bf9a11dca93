package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.StepSeries;

/** Whether a group's metric name, if it has one, goes when the query ends. */
final class DropFlags {

  private DropFlags() {}

  /** {@code out} with the flag set when any member at its last step has it. */
  static StepSeries of(List<StepSeries> members, StepSeries out) {
    int last = out.steps() - 1;
    while (last >= 0 && !out.has(last)) {
      last--;
    }
    for (StepSeries member : members) {
      if (last >= 0 && member.dropName() && member.has(last)) {
        return out.relabelled(out.labels(), true);
      }
    }
    return out;
  }
}
