package org.llmtutor.promql.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.llmtutor.promql.model.Labels;

/** Parts of dates and times of day in UTC, of seconds since the epoch; of the step by default. */
final class DateFunctions {

  private DateFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "minute", part(UtcTime::minute),
        "hour", part(UtcTime::hour),
        "day_of_week", part(UtcTime::dayOfWeek),
        "day_of_month", part(UtcTime::dayOfMonth),
        "day_of_year", part(UtcTime::dayOfYear),
        "days_in_month", part(UtcTime::daysInMonth),
        "month", part(UtcTime::month),
        "year", part(UtcTime::year));
  }

  private static PromqlFunction part(ToLongFunction<UtcTime> part) {
    return (PromqlFunction.OfVectors)
        call -> call.size() == 0 ? ofSteps(call.grid(), part) : ofValues(call, part);
  }

  private static List<StepSeries> ofSteps(Grid grid, ToLongFunction<UtcTime> part) {
    double[] values = new double[grid.count()];
    for (int step = 0; step < values.length; step++) {
      values[step] = part.applyAsLong(UtcTime.of(grid.time(step) / 1000));
    }
    return List.of(new StepSeries(Labels.EMPTY, false, values, null));
  }

  private static List<StepSeries> ofValues(FunctionCall call, ToLongFunction<UtcTime> part) {
    List<StepSeries> results = new ArrayList<>();
    for (StepSeries series : call.vector(0)) {
      double[] values = series.values().clone();
      for (int step = 0; step < values.length; step++) {
        if (!StepSeries.isAbsent(values[step])) {
          values[step] = part.applyAsLong(UtcTime.of(values[step]));
        }
      }
      results.add(call.withoutName(series, values));
    }
    return results;
  }
}
