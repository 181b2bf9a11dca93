package org.llmtutor.service.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.Labels;

/**
 * Finds series by their labels, and by matchers: for each label and value it lists the series that
 * have it. Each distinct value is tested once, not each series. Safe for concurrent use; finding a
 * known series never waits.
 */
final class SeriesIndex {

  /** A label's value as all of its series share it, and those series. */
  private static final class Posting {

    private final String value;
    private final List<StoredSeries> series = new ArrayList<>();

    Posting(String value) {
      this.value = value;
    }
  }

  private final Map<Labels, StoredSeries> byLabels = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Posting>> postings = new HashMap<>();
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  int size() {
    return byLabels.size();
  }

  /** All series in no order; may show some of the changes made meanwhile. */
  Collection<StoredSeries> all() {
    return Collections.unmodifiableCollection(byLabels.values());
  }

  @Nullable StoredSeries find(Labels labels) {
    return byLabels.get(labels);
  }

  /** The series with these labels, made when there is none. */
  StoredSeries add(Labels labels, boolean sampled) {
    lock.writeLock().lock();
    try {
      StoredSeries known = byLabels.get(labels);
      if (known != null) {
        return known;
      }
      StoredSeries added = new StoredSeries(withSharedValues(labels), sampled);
      added.labels().forEach((name, value) -> posting(name, value).series.add(added));
      byLabels.put(added.labels(), added);
      return added;
    } finally {
      lock.writeLock().unlock();
    }
  }

  private Labels withSharedValues(Labels labels) {
    Map<String, String> shared = new TreeMap<>();
    labels.forEach((name, value) -> shared.put(name, posting(name, value).value));
    return Labels.of(shared);
  }

  private Posting posting(String name, String value) {
    return postings
        .computeIfAbsent(name, unused -> new HashMap<>())
        .computeIfAbsent(value, Posting::new);
  }

  /** Forgets these series. */
  void remove(Collection<StoredSeries> gone) {
    if (gone.isEmpty()) {
      return;
    }
    lock.writeLock().lock();
    try {
      Set<Posting> touched = new HashSet<>();
      for (StoredSeries series : gone) {
        byLabels.remove(series.labels(), series);
        series.labels().forEach((name, value) -> touched.add(posting(name, value)));
      }
      Set<StoredSeries> without = new HashSet<>(gone);
      touched.forEach(posting -> posting.series.removeIf(without::contains));
      postings.values().forEach(SeriesIndex::removeEmpty);
      postings.values().removeIf(Map::isEmpty);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static void removeEmpty(Map<String, Posting> byValue) {
    byValue.values().removeIf(posting -> posting.series.isEmpty());
  }

  /** The series that fulfil all matchers, in no order. */
  List<StoredSeries> match(List<LabelMatcher> matchers) {
    lock.readLock().lock();
    try {
      List<Test> tests = new ArrayList<>(matchers.size());
      List<StoredSeries> fewest = null;
      for (LabelMatcher matcher : matchers) {
        List<StoredSeries> candidates = candidates(matcher);
        if (candidates == null) {
          tests.add(new Test(matcher));
        } else if (fewest == null || candidates.size() < fewest.size()) {
          fewest = candidates;
        }
      }
      matchers.stream().filter(SeriesIndex::needsValue).map(Test::new).forEach(tests::add);
      Stream<StoredSeries> of = fewest == null ? byLabels.values().stream() : fewest.stream();
      return of.filter(series -> tests.stream().allMatch(test -> test.holds(series))).toList();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The series with a value that fulfils the matcher; null when those without one do, too. */
  private @Nullable List<StoredSeries> candidates(LabelMatcher matcher) {
    if (!needsValue(matcher)) {
      return null;
    }
    Map<String, Posting> byValue = postings.getOrDefault(matcher.name(), Map.of());
    if (matcher.type() == LabelMatcher.Type.EQUAL) {
      Posting only = byValue.get(matcher.value());
      return only == null ? List.of() : only.series;
    }
    List<StoredSeries> found = new ArrayList<>();
    byValue.forEach(
        (value, posting) -> {
          if (matcher.matches(value)) {
            found.addAll(posting.series);
          }
        });
    return found;
  }

  private static boolean needsValue(LabelMatcher matcher) {
    return !matcher.matches("");
  }

  /** A matcher that remembers which values it has seen. */
  private static final class Test {

    private final LabelMatcher matcher;
    private final Map<String, Boolean> known = new HashMap<>();

    Test(LabelMatcher matcher) {
      this.matcher = matcher;
    }

    boolean holds(StoredSeries series) {
      String value = series.labels().get(matcher.name());
      return matcher.type() == LabelMatcher.Type.EQUAL
          ? matcher.matches(value)
          : known.computeIfAbsent(value, matcher::matches);
    }
  }
}
