package org.llmtutor.promql.engine;

import java.util.List;
import org.llmtutor.promql.function.StepSeries;

/** The first members that have a sample. */
final class FirstChoice implements Selections.Choice {

  private final int[] counts;

  FirstChoice(int[] counts) {
    this.counts = counts;
  }

  @Override
  public int choose(List<StepSeries> members, int step, int[] chosen) {
    int count = 0;
    for (int i = 0; i < members.size() && count < counts[step]; i++) {
      if (members.get(i).has(step)) {
        chosen[count++] = i;
      }
    }
    return count;
  }
}
