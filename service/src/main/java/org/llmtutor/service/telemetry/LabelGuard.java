package org.llmtutor.service.telemetry;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.page.PageWriter;

/**
 * Bounds the label combinations of one metric and finds the child of a combination without locking.
 *
 * <p>While there is room every combination gets its own child. Afterwards a new combination is
 * folded: the label with the most distinct values becomes {@code other} first, then the next, until
 * a combination is known or fits into a tenth of the bound that is kept for folded ones. So a flood
 * of user ids folds the user and keeps provider and model apart. The last free place belongs to the
 * combination that is {@code other} throughout. Values longer than {@value #MAX_VALUE_LENGTH}
 * characters are cut.
 *
 * @param <C> the metric's child
 */
final class LabelGuard<C> {

  /** The value that folded labels take. */
  static final String OTHER = "other";

  private static final int MAX_VALUE_LENGTH = 200;

  private final int bound;
  private final Function<String[], C> create;
  private final Runnable onOverflow;
  private final Map<Object, C> children = new ConcurrentHashMap<>();
  private final Queue<Series<C>> series = new ConcurrentLinkedQueue<>();
  private final List<String> labelNames;
  private final List<Set<String>> distinct;
  private volatile int @Nullable [] foldOrder;

  /** A child with its labels as {@link PageWriter} takes them. */
  static final class Series<C> {

    private final byte[] labels;
    private final C child;

    private Series(byte[] labels, C child) {
      this.labels = labels;
      this.child = child;
    }

    void write(PageWriter page, GuardedFamily.Lines<C> lines) throws IOException {
      lines.write(page, labels, child);
    }
  }

  LabelGuard(
      List<String> labelNames, int bound, Function<String[], C> create, Runnable onOverflow) {
    this.labelNames = List.copyOf(labelNames);
    this.bound = bound;
    this.create = create;
    this.onOverflow = onOverflow;
    this.distinct =
        Stream.generate(() -> (Set<String>) new HashSet<String>())
            .limit(labelNames.size())
            .toList();
  }

  /** What was admitted so far, in that order. */
  Iterable<Series<C>> series() {
    return series;
  }

  /** The child for these values, or the one they fold into. */
  C child(String... values) {
    C known = children.get(key(values));
    return known != null ? known : admit(values);
  }

  private C admit(String[] given) {
    String[] values = cut(given);
    int @Nullable [] order = foldOrder;
    if (order == null) {
      C admitted = admitWhileRoom(values);
      if (admitted != null) {
        return admitted;
      }
      order = foldOrder();
    }
    onOverflow.run();
    for (int label : order) {
      values[label] = OTHER;
      C folded = children.get(key(values));
      if (folded == null) {
        folded = admitFolded(values);
      }
      if (folded != null) {
        return folded;
      }
    }
    throw new IllegalStateException("the place of the last combination is kept");
  }

  private synchronized @Nullable C admitWhileRoom(String[] values) {
    C known = children.get(key(values));
    if (known != null || children.size() >= bound - Math.max(1, bound / 10)) {
      return known;
    }
    return add(values);
  }

  private synchronized @Nullable C admitFolded(String[] values) {
    C known = children.get(key(values));
    boolean last = Arrays.stream(values).allMatch(OTHER::equals);
    if (known != null || (!last && children.size() >= bound - 1)) {
      return known;
    }
    return add(values);
  }

  private C add(String[] values) {
    C child = create.apply(values.clone());
    children.put(key(values.clone()), child);
    series.add(new Series<>(PageWriter.labels(labelNames, List.of(values)), child));
    for (int i = 0; i < values.length; i++) {
      distinct.get(i).add(values[i]);
    }
    return child;
  }

  private synchronized int[] foldOrder() {
    int[] order = foldOrder;
    if (order == null) {
      Comparator<Integer> mostValuesFirst =
          Comparator.<Integer>comparingInt(i -> distinct.get(i).size()).reversed();
      order =
          IntStream.range(0, distinct.size())
              .boxed()
              .sorted(mostValuesFirst)
              .mapToInt(Integer::intValue)
              .toArray();
      foldOrder = order;
    }
    return order;
  }

  private static String[] cut(String[] given) {
    String[] values = given.clone();
    for (int i = 0; i < values.length; i++) {
      if (values[i].length() > MAX_VALUE_LENGTH) {
        values[i] = values[i].substring(0, MAX_VALUE_LENGTH);
      }
    }
    return values;
  }

  private static Object key(String[] values) {
    return values.length == 1 ? values[0] : new Key(values);
  }

  /** Label values compared by content; the array is not copied. */
  private static final class Key {

    private final String[] values;

    Key(String[] values) {
      this.values = values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && Arrays.equals(values, key.values);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values);
    }
  }
}
