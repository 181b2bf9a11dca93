package org.llmtutor.promql.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Functions that put an instant vector in order. */
final class SortFunctions {

  private SortFunctions() {}

  /** The functions by name. */
  static Map<String, PromqlFunction> all() {
    return Map.of(
        "sort", byValue(SortFunctions::ascending),
        "sort_desc", byValue((a, b) -> ascending(-a, -b)),
        "sort_by_label", byLabel(false),
        "sort_by_label_desc", byLabel(true));
  }

  private interface Order {
    int compare(double a, double b);
  }

  /** NaN comes last. */
  private static int ascending(double a, double b) {
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return Boolean.compare(Double.isNaN(a), Double.isNaN(b));
    }
    return a < b ? -1 : a > b ? 1 : 0;
  }

  private static PromqlFunction byValue(Order order) {
    return (PromqlFunction.OfVectors)
        call -> {
          List<StepSeries> floats = new ArrayList<>();
          for (StepSeries series : call.vector(0)) {
            floats.add(new StepSeries(series.labels(), series.dropName(), series.values(), null));
          }
          if (warnAboutRange(call)) {
            return floats;
          }
          floats.removeIf(StepSeries::isEmpty);
          floats.sort((a, b) -> order.compare(a.values()[0], b.values()[0]));
          return floats;
        };
  }

  private static PromqlFunction byLabel(boolean descending) {
    return (PromqlFunction.OfVectors)
        call -> {
          if (warnAboutRange(call)) {
            return call.vector(0);
          }
          Comparator<StepSeries> order = labelOrder(call);
          List<StepSeries> sorted = new ArrayList<>(call.vector(0));
          sorted.sort(descending ? order.reversed() : order);
          return sorted;
        };
  }

  private static Comparator<StepSeries> labelOrder(FunctionCall call) {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i < call.size(); i++) {
      labels.add(call.string(i));
    }
    return (a, b) -> {
      for (String label : labels) {
        int order = NaturalOrder.compare(a.labels().get(label), b.labels().get(label));
        if (order != 0) {
          return order;
        }
      }
      return a.labels().compareTo(b.labels());
    };
  }

  /** Whether there are several moments, so that no order of series fits all. */
  private static boolean warnAboutRange(FunctionCall call) {
    boolean range = call.grid().start() != call.grid().end();
    if (range) {
      call.annotations()
          .warn(
              "sort is ineffective for range queries since results are always ordered by labels",
              call.source().position());
    }
    return range;
  }
}
