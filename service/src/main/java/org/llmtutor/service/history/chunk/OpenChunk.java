package org.llmtutor.service.history.chunk;

/**
 * A chunk that still grows. For one thread at a time; the chunks that {@link #view} gives may be
 * read by any thread while this one grows on.
 */
public final class OpenChunk {

  /** How many samples a chunk has at most: an hour at the usual interval. */
  public static final int CAPACITY = 240;

  private static final int OBJECTS_BYTES = 48 + 32 + 48;

  private final long start;
  private final long first;
  private final BitWriter bits = new BitWriter();
  private final ValueWriter values;
  private long end;
  private long last;
  private int step;
  private int count = 1;

  /** Begins with a sample. */
  public OpenChunk(long millis, double value) {
    this.start = millis;
    this.first = Double.doubleToRawLongBits(value);
    this.values = new ValueWriter(bits, first);
    this.end = millis;
    this.last = first;
  }

  /** The time of the last sample. */
  public long end() {
    return end;
  }

  /** The value of the last sample. */
  public double last() {
    return Double.longBitsToDouble(last);
  }

  /** How many samples there are. */
  public int count() {
    return count;
  }

  /** Whether there is no room for another sample. */
  public boolean isFull() {
    return count == CAPACITY;
  }

  /** What it takes on the heap, about. */
  public int bytes() {
    return OBJECTS_BYTES + Chunk.bytes(bits.shared().length);
  }

  /** Adds a sample that is later than the last one. */
  public void append(long millis, double value) {
    if (millis <= end || isFull()) {
      throw new IllegalStateException("not after " + end + ", or full: " + millis);
    }
    long distance = millis - end;
    if (count == 1 && distance <= Integer.MAX_VALUE) {
      step = (int) distance;
    }
    long now = Double.doubleToRawLongBits(value);
    boolean same = now == last;
    if (distance != step) {
      bits.write(0b11, 2);
      TimeShift.write(bits, distance - step);
      bits.write(same ? 0 : 1, 1);
    } else {
      bits.write(same ? 0 : 0b10, same ? 1 : 2);
    }
    if (!same) {
      values.write(now);
    }
    end = millis;
    last = now;
    count++;
  }

  /** The samples so far; shares memory with this. */
  public Chunk view() {
    return new Chunk(start, end, step, first, count, bits.shared());
  }

  /** The samples so far, in memory of their own and as little as it takes. */
  public Chunk close() {
    return new Chunk(start, end, step, first, count, bits.trimmed());
  }
}
