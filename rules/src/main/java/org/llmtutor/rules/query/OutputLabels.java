package org.llmtutor.rules.query;

import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The labels that the series of a result can have. Immutable.
 *
 * @param open whether they can have any but {@code names}; else only {@code names}
 * @param names the exceptions, sorted
 */
public record OutputLabels(boolean open, Set<String> names) {

  /** Any label at all. */
  static final OutputLabels ANY = new OutputLabels(true, Set.of());

  /** No label. */
  static final OutputLabels NONE = new OutputLabels(false, Set.of());

  /** Sorts and copies the names. */
  public OutputLabels {
    names = Collections.unmodifiableSet(new TreeSet<>(names));
  }

  /** Whether a series of the result can have this label. */
  public boolean can(String label) {
    return open != names.contains(label);
  }

  OutputLabels without(Collection<String> labels) {
    Set<String> next = new TreeSet<>(names);
    if (open) {
      next.addAll(labels);
    } else {
      next.removeAll(labels);
    }
    return new OutputLabels(open, next);
  }

  OutputLabels with(Collection<String> labels) {
    Set<String> next = new TreeSet<>(names);
    if (open) {
      next.removeAll(labels);
    } else {
      next.addAll(labels);
    }
    return new OutputLabels(open, next);
  }

  /** Only those of {@code labels} that this allows. */
  OutputLabels keep(Collection<String> labels) {
    Set<String> next = new TreeSet<>(labels);
    next.removeIf(label -> !can(label));
    return new OutputLabels(false, next);
  }

  OutputLabels or(OutputLabels other) {
    if (!open && !other.open) {
      return with(other.names);
    }
    OutputLabels wide = open ? this : other;
    OutputLabels more = open ? other : this;
    Set<String> missing = new TreeSet<>(wide.names);
    missing.removeIf(more::can);
    return new OutputLabels(true, missing);
  }
}
