package org.llmtutor.rules.metrics;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.series.InMemoryQueryable;
import org.llmtutor.promql.series.InMemoryQueryableBuilder;

/**
 * The series of one scrape, with what a server would add: the target's labels and {@code up}. Or
 * those that a server has had lately. Immutable, but for its builder.
 */
public final class MetricsSnapshot {

  /** Labels that a server adds to each series; a page cannot have them. */
  static final Set<String> TARGET_LABELS = Set.of("job", "instance");

  /** What a server records of a scrape that succeeds: a 1. */
  private static final String UP = "up";

  private static final List<String> PARTS = List.of("_bucket", "_sum", "_count", "_total");

  private record Sample(Labels labels, double value) {}

  private final Map<String, List<Sample>> series;
  private final Map<String, String> types;
  private final Set<String> recorded;
  private final Map<String, String> target;
  private final Origin origin;

  /**
   * Where the series are from.
   *
   * @param server whether a server tells of all that it scrapes, and not one target of itself
   * @param where for messages, such as {@code on the page}
   * @param when for messages, such as {@code now}
   * @param gone names of which there are no series now
   * @param partial names of which not all series are known
   */
  private record Origin(
      boolean server, String where, String when, Set<String> gone, Set<String> partial) {}

  private MetricsSnapshot(
      Map<String, List<Sample>> series,
      Map<String, String> types,
      Set<String> recorded,
      Map<String, String> target,
      Origin origin) {
    this.series = series;
    this.types = types;
    this.recorded = recorded;
    this.target = target;
    this.origin = origin;
  }

  /** Collects the samples of a page, or the series of a server. Not thread-safe. */
  public static final class Builder {

    private final Map<String, List<Sample>> series = new TreeMap<>();
    private final Map<String, String> types = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final Set<String> partial = new HashSet<>();
    private final Set<String> onPage = new HashSet<>();
    private @Nullable String period;

    /** For a page without samples as yet. */
    public Builder() {}

    /** A sample; {@code labels} are without the name. */
    public void sample(String name, Map<String, String> labels, double value) {
      series
          .computeIfAbsent(name, key -> new ArrayList<>())
          .add(new Sample(Labels.of(labels), value));
    }

    /** The type of a metric, such as {@code counter}. */
    public void type(String name, String type) {
      types.put(name, type);
    }

    /**
     * That from now on a server tells of what it had in {@code period}, such as {@code the last
     * 7d}, beside what a page has told until now.
     */
    public void server(String period) {
      onPage.addAll(series.keySet());
      this.period = period;
    }

    /** That there are series of this name, not all of which, or none, will be told. */
    public void name(String name) {
      series.computeIfAbsent(name, key -> new ArrayList<>());
    }

    /** That there are more series of this name than are told. */
    public void partial(String name) {
      partial.add(name);
    }

    /** That the server has had series of this name, but has none now. */
    public void gone(String name) {
      if (!onPage.contains(name)) {
        gone.add(name);
      }
    }

    /** What a server would have of it, scraping it as {@code job}. */
    public MetricsSnapshot build(String job, String instance) {
      if (period == null) {
        series.putIfAbsent(UP, List.of(new Sample(Labels.EMPTY, 1)));
      }
      Origin origin =
          period == null
              ? new Origin(false, "on the page", "now", Set.of(), Set.of())
              : new Origin(
                  true,
                  "on the server in " + period,
                  "in " + period,
                  Set.copyOf(gone),
                  Set.copyOf(partial));
      return new MetricsSnapshot(
          new TreeMap<>(series),
          Map.copyOf(types),
          Set.of(),
          Map.of("job", job, "instance", instance),
          origin);
    }
  }

  /** The same beside rules that record {@code names}. */
  public MetricsSnapshot withRecorded(Collection<String> names) {
    return new MetricsSnapshot(series, types, Set.copyOf(names), target, origin);
  }

  /** Whether series of this name exist, on the page, from rules, or from the server. */
  boolean has(String name) {
    return series.containsKey(name) || elsewhere(name);
  }

  /** Whether the series of this name are told, with their labels. */
  boolean onPage(String name) {
    return !series.getOrDefault(name, List.of()).isEmpty();
  }

  /** Whether there have been series of this name, but are none now. */
  boolean gone(String name) {
    return origin.gone().contains(name) && !recorded.contains(name);
  }

  /** Where names were looked for, such as {@code on the page}. */
  String where() {
    return origin.where();
  }

  /** Of what time the series are, such as {@code now}. */
  String when() {
    return origin.when();
  }

  /** A server tells of its own metrics and its targets itself, where it has any. */
  private boolean elsewhere(String name) {
    return recorded.contains(name)
        || name.startsWith("ALERTS")
        || (!origin.server()
            && (name.startsWith("scrape_")
                || name.startsWith("prometheus_")
                || name.startsWith("alertmanager_")));
  }

  /** All names that can be meant. */
  Set<String> names() {
    Set<String> names = new TreeSet<>(series.keySet());
    names.addAll(recorded);
    return names;
  }

  /** The declared type; of a part of a histogram or summary {@code counter}. */
  Optional<String> type(String name) {
    String own = types.get(name);
    if (own != null) {
      return Optional.of(own);
    }
    for (String part : PARTS) {
      if (name.endsWith(part)) {
        String of = types.get(name.substring(0, name.length() - part.length()));
        if (of != null) {
          return Optional.of("counter");
        }
      }
    }
    return Optional.empty();
  }

  /** The labels of the series of a name, those of the target among them. */
  Set<String> labels(String name) {
    Set<String> labels = new TreeSet<>(TARGET_LABELS);
    series.getOrDefault(name, List.of()).forEach(s -> labels.addAll(s.labels().toMap().keySet()));
    return labels;
  }

  /** The values of a label of the series of a name; none when not all of them are known. */
  Set<String> values(String name, String label) {
    Set<String> values = new TreeSet<>();
    if (origin.partial().contains(name)) {
      return values;
    }
    series.getOrDefault(name, List.of()).forEach(s -> values.add(s.labels().get(label)));
    values.remove("");
    return values;
  }

  /** How many series a selector reads; target labels are not looked at. */
  long read(VectorSelector selector) {
    String name = selector.name();
    if (name == null) {
      return 0;
    }
    List<LabelMatcher> matchers =
        selector.matchers().stream()
            .filter(m -> !TARGET_LABELS.contains(m.name()) && !m.name().equals("__name__"))
            .toList();
    return series.getOrDefault(name, List.of()).stream()
        .filter(s -> matchers.stream().allMatch(matcher -> matcher.matches(s.labels())))
        .count();
  }

  /** The samples as a server would have them at {@code time}. */
  Queryable queryable(Instant time) {
    InMemoryQueryableBuilder all = InMemoryQueryable.builder();
    long at = time.toEpochMilli();
    series.forEach(
        (name, samples) ->
            samples.forEach(s -> all.append(whole(name, s.labels()), at, s.value())));
    return all.build();
  }

  private Labels whole(String name, Labels labels) {
    Labels whole = labels.with("__name__", name);
    for (Map.Entry<String, String> label : target.entrySet()) {
      whole = whole.with(label.getKey(), label.getValue());
    }
    return whole;
  }
}
