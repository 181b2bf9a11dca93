package org.llmtutor.promql.parser;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.source.PositionRange;

/** Collects what is wrong, up to a number that a person still reads. */
final class Problems {

  private static final int MOST = 20;

  private final List<Diagnostic> found = new ArrayList<>();

  /** Adds a problem, unless there are enough already. */
  void add(PositionRange position, String message, String remedy) {
    if (!full()) {
      found.add(new Diagnostic(position, message, remedy));
    }
  }

  /** Whether it is time to stop. */
  boolean full() {
    return found.size() >= MOST;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Whether a problem was told that starts at this byte. */
  boolean knownAt(int start) {
    for (int i = found.size() - 1; i >= 0; i--) {
      if (found.get(i).position().start() == start) {
        return true;
      }
    }
    return false;
  }

  List<Diagnostic> sorted() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort((a, b) -> Integer.compare(a.position().start(), b.position().start()));
    return sorted;
  }
}
