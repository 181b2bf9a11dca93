package org.llmtutor.promql.model;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.llmtutor.promql.source.PositionRange;

/** Collects the annotations of one query; each is kept once. Not safe for concurrent use. */
public final class Annotations {

  private final Set<Annotation> found = new LinkedHashSet<>();

  /** Adds one whose result may not be what was meant; {@code message} without the prefix. */
  public void info(String message, PositionRange position) {
    found.add(new Annotation(Annotation.Level.INFO, "PromQL info: " + message, position));
  }

  /** Adds one whose result is likely wrong; {@code message} without the prefix. */
  public void warn(String message, PositionRange position) {
    found.add(new Annotation(Annotation.Level.WARNING, "PromQL warning: " + message, position));
  }

  /** Those added so far, in the order of their coming. */
  public List<Annotation> list() {
    return List.copyOf(new ArrayList<>(found));
  }
}
