package org.llmtutor.promql.source;

/**
 * A part of a text, in bytes of its UTF-8 form.
 *
 * @param start the first byte
 * @param end the byte after the last; equal to {@code start} for a place between two bytes
 */
public record PositionRange(int start, int end) {

  /** For nodes that no text stands for. */
  public static final PositionRange NONE = new PositionRange(0, 0);

  /** Rejects ranges that end before they start. */
  public PositionRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("[" + start + ", " + end + "): not a range");
    }
  }

  /** The smallest range with both in it. */
  public PositionRange to(PositionRange last) {
    return new PositionRange(Math.min(start, last.start), Math.max(end, last.end));
  }
}
