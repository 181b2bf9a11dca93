package org.llmtutor.promql.script;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.series.SeriesDescription;

/** One step of a script. */
sealed interface Command {

  /** Where it stands, from 1. */
  int line();

  /**
   * {@code load 5m}: adds samples to those that are there, the first at time 0.
   *
   * @param step the distance of the samples
   * @param nhcb whether classic histograms are added as native ones too
   * @param series what to add
   */
  record Load(int line, Duration step, boolean nhcb, List<SeriesDescription> series)
      implements Command {}

  /** {@code clear}: forgets all samples. */
  record Clear(int line) implements Command {}

  /**
   * {@code eval}: asks and compares.
   *
   * @param query the expression as written
   * @param times when to ask; one step for instant queries
   * @param range whether it is a range query
   * @param expectations what must hold beside the values
   * @param result the values that must come
   */
  record Eval(
      int line,
      String query,
      Steps times,
      boolean range,
      List<Expectation> expectations,
      Result result)
      implements Command {

    /** Whether an expectation of this kind is written. */
    boolean expects(Expectation.Kind kind) {
      return expectations.stream().anyMatch(expectation -> expectation.kind() == kind);
    }
  }

  /**
   * Times at equal distances.
   *
   * @param start the first, in milliseconds since the epoch
   * @param end none is after it
   * @param step their distance in milliseconds; positive
   */
  record Steps(long start, long end, long step) {

    /** A single time. */
    static Steps at(long time) {
      return new Steps(time, time, 1);
    }
  }

  /**
   * Values that must come; none at all when everything is empty.
   *
   * @param series by labels, in the order of their lines
   * @param number the scalar; null for none
   * @param text the string; null for none
   * @param window the times of the values when the result is a range vector; null when it is not
   */
  record Result(
      List<SeriesDescription> series,
      @Nullable Double number,
      @Nullable String text,
      @Nullable Steps window) {}
}
