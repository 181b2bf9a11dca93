package org.llmtutor.service.cost;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A statement with as many rows of values as are asked for. Only some sizes are used, so that
 * databases can keep them prepared. Safe for concurrent use.
 */
final class SqlRows {

  /** The windows of one call: a statement for each number of them. */
  private static final int EVERY_SIZE_TO = 12;

  private static final int LARGEST = 128;

  private final String row;
  private final String text;
  private final ConcurrentMap<Integer, String> bySize = new ConcurrentHashMap<>();

  /**
   * From its parts.
   *
   * @param row one row, in brackets
   * @param text the statement; {@code %s} stands for the rows
   */
  SqlRows(String row, String text) {
    this.row = row;
    this.text = text;
  }

  /** The statement with {@code rows} rows. */
  String of(int rows) {
    return bySize.computeIfAbsent(
        rows, size -> text.formatted(String.join(", ", Collections.nCopies(size, row))));
  }

  /** Cuts a list into parts of the sizes that are used, in order. */
  static <T> List<List<T>> parts(List<T> rows) {
    List<List<T>> parts = new ArrayList<>();
    int from = 0;
    while (from < rows.size()) {
      int left = rows.size() - from;
      int size = left <= EVERY_SIZE_TO ? left : Math.min(LARGEST, Integer.highestOneBit(left));
      parts.add(rows.subList(from, from + size));
      from += size;
    }
    return parts;
  }
}
