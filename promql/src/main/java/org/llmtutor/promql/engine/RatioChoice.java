package org.llmtutor.promql.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.function.StepSeries;
import org.llmtutor.promql.model.Annotations;
import org.llmtutor.promql.number.FloatText;

/**
 * About a share of the members: those whose labels hash below it or, for a negative share, those
 * that its complement would leave.
 */
final class RatioChoice implements Selections.Choice {

  private final double[] ratios;
  private final Map<StepSeries, Double> offsets = new HashMap<>();

  private RatioChoice(double[] ratios) {
    this.ratios = ratios;
  }

  /** Null when no step keeps anything. */
  static @Nullable RatioChoice of(Parameter limits, AggregateExpr source, Annotations annotations) {
    if (limits.greatest() == 0 && limits.least() == 0) {
      return null;
    }
    if (limits.hasNan()) {
      throw new EvaluationException(
          "Ratio value is NaN", "use a number from -1 to 1", Parameter.position(source));
    }
    if (limits.greatest() > 1) {
      note(limits.greatest(), "1", source, annotations);
    }
    if (limits.least() < -1) {
      note(limits.least(), "-1", source, annotations);
    }
    return new RatioChoice(limits.values());
  }

  private static void note(
      double ratio, String cap, AggregateExpr source, Annotations annotations) {
    annotations.warn(
        "ratio value should be between -1 and 1, got "
            + FloatText.format(ratio)
            + ", capping to "
            + cap,
        Parameter.position(source));
  }

  @Override
  public int choose(List<StepSeries> members, int step, int[] chosen) {
    double ratio = Math.max(-1, Math.min(1, ratios[step]));
    int count = 0;
    for (int i = 0; i < members.size() && ratio != 0; i++) {
      StepSeries member = members.get(i);
      if (member.has(step) && within(ratio, offset(member))) {
        chosen[count++] = i;
      }
    }
    return count;
  }

  private double offset(StepSeries member) {
    return offsets.computeIfAbsent(member, key -> LabelHash.share(key.labels()));
  }

  private static boolean within(double ratio, double offset) {
    return ratio > 0 ? offset < ratio : offset >= 1 + ratio;
  }
}
