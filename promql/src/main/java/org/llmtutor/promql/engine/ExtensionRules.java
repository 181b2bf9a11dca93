package org.llmtutor.promql.engine;

import java.util.List;
import java.util.Locale;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.RangeExtension;

/** Which functions can use samples beyond the borders of a range. */
final class ExtensionRules {

  private static final List<String> ANCHORED =
      List.of("changes", "delta", "increase", "rate", "resets");
  private static final List<String> SMOOTHED = List.of("delta", "increase", "rate");

  private ExtensionRules() {}

  /** Fails when {@code call} cannot. */
  static void check(Call call, RangeExtension extension) {
    if (extension == RangeExtension.NONE) {
      return;
    }
    List<String> able = extension == RangeExtension.ANCHORED ? ANCHORED : SMOOTHED;
    if (!able.contains(call.function())) {
      throw new EvaluationException(
          extension.name().toLowerCase(Locale.ROOT)
              + " modifier can only be used with: "
              + String.join(", ", able)
              + " - not with "
              + call.function(),
          "remove the modifier",
          call.position());
    }
  }
}
