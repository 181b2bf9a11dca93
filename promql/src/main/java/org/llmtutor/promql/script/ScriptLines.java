package org.llmtutor.promql.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script's lines without margins; comments count as empty. */
final class ScriptLines {

  private final List<String> lines = new ArrayList<>();
  private int next;

  ScriptLines(String text) {
    text.lines()
        .map(String::strip)
        .map(line -> line.startsWith("#") ? "" : line)
        .forEach(lines::add);
  }

  /** The number of the line read last, from 1. */
  int number() {
    return next;
  }

  /** The next line that is not empty; null at the end. */
  @Nullable String nextFilled() {
    while (next < lines.size()) {
      String line = lines.get(next++);
      if (!line.isEmpty()) {
        return line;
      }
    }
    return null;
  }

  /** The next line of the same block; null when an empty line or the end follows. */
  @Nullable String nextOfBlock() {
    return next < lines.size() && !lines.get(next).isEmpty() ? lines.get(next++) : null;
  }
}
