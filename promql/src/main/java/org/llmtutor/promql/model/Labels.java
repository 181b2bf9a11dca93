package org.llmtutor.promql.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * The labels of a series, the metric name among them as {@code __name__}: names with values, sorted
 * by name, no name twice and no value empty (an empty value means that the label is absent).
 * Immutable.
 */
public final class Labels implements Comparable<Labels> {

  /** No labels. */
  public static final Labels EMPTY = new Labels(new String[0]);

  /** Name, value, name, value, …, sorted by name. */
  private final String[] pairs;

  private final int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
    this.hash = Arrays.hashCode(pairs);
  }

  /**
   * Labels from names and values in turn, in any order.
   *
   * @throws IllegalArgumentException when a value is missing or a name stands twice
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value: " + namesAndValues.length);
    }
    Map<String, String> map = new TreeMap<>(TextOrder::compare);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (map.put(namesAndValues[i], namesAndValues[i + 1]) != null) {
        throw new IllegalArgumentException("'" + namesAndValues[i] + "': stands twice");
      }
    }
    return of(map);
  }

  /** Labels from a map; entries with an empty value are left out. */
  public static Labels of(Map<String, String> map) {
    Map<String, String> sorted = new TreeMap<>(TextOrder::compare);
    sorted.putAll(map);
    List<String> pairs = new ArrayList<>(2 * sorted.size());
    sorted.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            pairs.add(name);
            pairs.add(value);
          }
        });
    return pairs.isEmpty() ? EMPTY : new Labels(pairs.toArray(String[]::new));
  }

  /** How many there are. */
  public int size() {
    return pairs.length / 2;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The name of the label at {@code index} in the order of names. */
  public String name(int index) {
    return pairs[2 * index];
  }

  /** The value of the label at {@code index} in the order of names. */
  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /** The value of {@code name}; empty when the label is absent. */
  public String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return "";
  }

  /** Whether there is a label {@code name}. */
  public boolean has(String name) {
    return !get(name).isEmpty();
  }

  /** The metric name; empty when there is none. */
  public String metricName() {
    return get(MetricNames.LABEL);
  }

  /** These without the metric name. */
  public Labels withoutMetricName() {
    return has(MetricNames.LABEL) ? without(List.of(MetricNames.LABEL)) : this;
  }

  /** These with {@code name} set to {@code value}; an empty value removes it. */
  public Labels with(String name, String value) {
    if (get(name).equals(value)) {
      return this;
    }
    List<String> kept = new ArrayList<>(pairs.length + 2);
    boolean placed = value.isEmpty();
    for (int i = 0; i < pairs.length; i += 2) {
      int order = TextOrder.compare(name, pairs[i]);
      if (!placed && order <= 0) {
        kept.add(name);
        kept.add(value);
        placed = true;
      }
      if (order != 0) {
        kept.add(pairs[i]);
        kept.add(pairs[i + 1]);
      }
    }
    if (!placed) {
      kept.add(name);
      kept.add(value);
    }
    return ofSorted(kept);
  }

  /** Only those with a name in {@code names}. */
  public Labels keep(Collection<String> names) {
    return filter(names, true);
  }

  /** All but those with a name in {@code names}. */
  public Labels without(Collection<String> names) {
    return filter(names, false);
  }

  /** Calls {@code action} with each name and value, in the order of names. */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < pairs.length; i += 2) {
      action.accept(pairs[i], pairs[i + 1]);
    }
  }

  /** A new map with these labels, in the order of names. */
  public Map<String, String> toMap() {
    Map<String, String> map = new TreeMap<>(TextOrder::compare);
    forEach(map::put);
    return map;
  }

  private Labels filter(Collection<String> names, boolean keep) {
    List<String> kept = new ArrayList<>(pairs.length);
    for (int i = 0; i < pairs.length; i += 2) {
      if (names.contains(pairs[i]) == keep) {
        kept.add(pairs[i]);
        kept.add(pairs[i + 1]);
      }
    }
    return kept.size() == pairs.length ? this : ofSorted(kept);
  }

  private static Labels ofSorted(List<String> pairs) {
    return pairs.isEmpty() ? EMPTY : new Labels(pairs.toArray(String[]::new));
  }

  /**
   * By name, then value, label by label, each in {@link TextOrder}; a set of labels comes before
   * those that extend it.
   */
  @Override
  public int compareTo(Labels other) {
    int common = Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < common; i++) {
      if (!pairs[i].equals(other.pairs[i])) {
        return TextOrder.compare(pairs[i], other.pairs[i]);
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels labels
        && hash == labels.hash
        && Arrays.equals(pairs, labels.pairs);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /**
   * As Prometheus prints labels in the messages of its engine, the metric name among them: {@code
   * {__name__="up", job="a"}}.
   */
  public String inBraces() {
    return SeriesText.inBraces(this);
  }

  /** As Prometheus prints a series, {@code up{job="a"}}; {@code {}} when there are none. */
  @Override
  public String toString() {
    return SeriesText.of(this);
  }
}
