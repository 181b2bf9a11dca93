package org.llmtutor.promql.function;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All functions by name, stable and experimental. Those that need to know the query rather than
 * values ({@code start}, {@code end}, {@code step}, {@code range}, {@code absent_over_time}, {@code
 * info}) belong to the engine and are not here.
 */
public final class Functions {

  private static final Map<String, PromqlFunction> ALL =
      union(
          List.of(
              ScalarFunctions.all(),
              MathFunctions.all(),
              DateFunctions.all(),
              LabelFunctions.all(),
              SortFunctions.all(),
              RateFunctions.all(),
              CountFunctions.all(),
              TrendFunctions.all(),
              OverTimeFunctions.all(),
              ExtremeFunctions.all(),
              HistogramFunctions.all()));

  private Functions() {}

  /** The function {@code name}, which is case-sensitive; null when it is not here. */
  public static @Nullable PromqlFunction find(String name) {
    return ALL.get(name);
  }

  private static Map<String, PromqlFunction> union(List<Map<String, PromqlFunction>> families) {
    Map<String, PromqlFunction> all = new HashMap<>();
    families.forEach(all::putAll);
    return Map.copyOf(all);
  }
}
