package org.llmtutor.rules.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.number.FloatText;
import org.llmtutor.rules.alerting.ActiveAlert;

/** Compares what is expected with what came, and says field by field where they part. */
final class Differences {

  private final boolean subset;
  private final boolean fuzzy;

  /**
   * How to compare.
   *
   * @param subset whether labels and annotations that are not expected are passed over
   * @param fuzzy whether neighbouring floats are equal
   */
  Differences(boolean subset, boolean fuzzy) {
    this.subset = subset;
    this.fuzzy = fuzzy;
  }

  /** The lines that tell how the alerts differ; none when they do not. */
  List<String> alerts(List<UnitTest.ExpectedAlert> expected, List<ActiveAlert> got) {
    List<UnitTest.ExpectedAlert> missing = new ArrayList<>();
    List<ActiveAlert> surplus = new ArrayList<>(got);
    surplus.sort(Comparator.comparing(ActiveAlert::labels));
    for (UnitTest.ExpectedAlert alert : expected) {
      if (!removeFirst(surplus, other -> distance(alert, other) == 0)) {
        missing.add(alert);
      }
    }
    List<String> lines = new ArrayList<>();
    for (UnitTest.ExpectedAlert alert : missing) {
      ActiveAlert nearest =
          surplus.stream()
              .min(Comparator.comparingInt(other -> distance(alert, other)))
              .orElse(null);
      if (nearest == null) {
        lines.add("missing   " + alert.labels().inBraces());
      } else {
        surplus.remove(nearest);
        lines.add("differs   " + alert.labels().inBraces());
        fields("label", alert.labels().toMap(), nearest.labels().toMap(), lines);
        fields("annotation", alert.annotations(), nearest.annotations(), lines);
      }
    }
    for (ActiveAlert alert : surplus) {
      lines.add("not expected, but fires   " + alert.labels().inBraces());
      alert.annotations().forEach((name, text) -> lines.add("  " + name + ": " + text));
    }
    return lines;
  }

  private interface Test<T> {
    boolean holds(T value);
  }

  private static <T> boolean removeFirst(List<T> list, Test<T> test) {
    for (int i = 0; i < list.size(); i++) {
      if (test.holds(list.get(i))) {
        list.remove(i);
        return true;
      }
    }
    return false;
  }

  /** How many fields differ. */
  private int distance(UnitTest.ExpectedAlert expected, ActiveAlert got) {
    return distance(expected.labels().toMap(), got.labels().toMap())
        + distance(expected.annotations(), got.annotations());
  }

  private int distance(Map<String, String> expected, Map<String, String> got) {
    return (int)
        names(expected, got).stream()
            .filter(name -> !Objects.equals(expected.get(name), got.get(name)))
            .count();
  }

  private Set<String> names(Map<String, String> expected, Map<String, String> got) {
    Set<String> names = new TreeSet<>(expected.keySet());
    if (!subset) {
      names.addAll(got.keySet());
    }
    return names;
  }

  private void fields(
      String what, Map<String, String> expected, Map<String, String> got, List<String> lines) {
    for (String name : names(expected, got)) {
      String wanted = expected.get(name);
      String found = got.get(name);
      if (!Objects.equals(wanted, found)) {
        lines.add("  " + what + " " + name);
        lines.add("    expected  " + (wanted == null ? "(none)" : wanted));
        lines.add("    got       " + (found == null ? "(none)" : found));
      }
    }
  }

  /** The lines that tell how the samples differ; none when they do not. */
  List<String> samples(List<UnitTest.ExpectedSample> expected, List<Value.Sample> got) {
    Map<Labels, Value.Sample> byLabels = new HashMap<>();
    got.forEach(sample -> byLabels.put(sample.labels(), sample));
    List<String> lines = new ArrayList<>();
    for (UnitTest.ExpectedSample sample : expected) {
      Value.Sample found = byLabels.remove(sample.labels());
      if (found == null) {
        lines.add("missing   " + sample.labels() + " " + text(sample));
      } else if (!equal(sample, found)) {
        lines.add("differs   " + sample.labels());
        lines.add("    expected  " + text(sample));
        lines.add("    got       " + text(found));
        if (sample.histogram() == null && Double.isNaN(sample.value())) {
          lines.add("    NaN equals nothing, in promtool too; test for it in the expression");
        }
      }
    }
    byLabels.values().stream()
        .sorted(Comparator.comparing(Value.Sample::labels))
        .forEach(sample -> lines.add("not expected   " + sample.labels() + " " + text(sample)));
    return lines;
  }

  private boolean equal(UnitTest.ExpectedSample expected, Value.Sample got) {
    if (expected.histogram() != null || got.histogram() != null) {
      return text(expected).equals(text(got));
    }
    double a = expected.value();
    double b = got.value();
    return a == b || (fuzzy && (Math.nextUp(a) == b || Math.nextDown(a) == b));
  }

  private static String text(UnitTest.ExpectedSample sample) {
    return sample.histogram() == null
        ? FloatText.format(sample.value())
        : Objects.toString(sample.histogram());
  }

  private static String text(Value.Sample sample) {
    return sample.histogram() == null
        ? FloatText.format(sample.value())
        : Objects.toString(sample.histogram());
  }
}
