package org.llmtutor.promql.function;

/**
 * The times of an evaluation: from {@code start} to {@code end} in equal steps, in milliseconds
 * since the epoch.
 *
 * @param start the first step
 * @param end the last moment; the last step is the last at or before it
 * @param step the distance, positive; any for a single step
 */
public record Grid(long start, long end, long step) {

  /** A single step. */
  public static Grid at(long time) {
    return new Grid(time, time, 1);
  }

  /** How many steps there are; none when it ends before it starts. */
  public int count() {
    return end < start ? 0 : Math.toIntExact((end - start) / step + 1);
  }

  /** The time of the step at {@code index}. */
  public long time(int index) {
    return start + index * step;
  }
}
