package org.llmtutor.service.history.chunk;

import java.util.Arrays;

/**
 * Some samples of one series, in the order of time. Immutable and safe for concurrent use.
 *
 * <p>The first sample is kept as it is. Each further one begins with
 *
 * <pre>
 * 0          the usual distance in time, the same value
 * 10 value   the usual distance, another value
 * 11 time 0 | 11 time 1 value
 * </pre>
 *
 * where the usual distance is the one between the first two. {@code time} is how far it is from
 * that, in milliseconds: {@code 0} and 12 bits, {@code 10} and 24 bits, or {@code 11} and 64. A
 * {@code value} is {@code 0} and the difference of two integers, or {@code 1} and the bits that
 * differ, as in Gorilla (Pelkonen et al., VLDB 2015, section 4.1.2). The differences 1, -1, 2, -2 …
 * are numbered from 0: the first 8 take {@code 0} and 3 bits, the next 128 {@code 10} and 7, then
 * {@code 110} and 12, and so on with 20, 30 and 64. Zeros at the end are left out: a series that
 * never changes is no bytes at all.
 *
 * @param start when the first sample was, in milliseconds since the epoch
 * @param end when the last one was
 * @param step the usual distance in milliseconds
 * @param first the bits of the first value
 * @param count how many samples; at least one
 * @param data the further samples; shared, must not be written to
 */
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: read in place
public record Chunk(long start, long end, int step, long first, int count, byte[] data) {

  /** Object, array header and padding, as the JVM lays them out with compressed references. */
  private static final int OBJECT_BYTES = 48;

  private static final int ARRAY_BYTES = 16;
  private static final int OTHER_TIME = 0b11;

  /** What it takes on the heap, about. */
  public int bytes() {
    return bytes(data.length);
  }

  static int bytes(int length) {
    return OBJECT_BYTES + (length == 0 ? 0 : ARRAY_BYTES + (length + 7) / 8 * 8);
  }

  /** Writes the samples into both arrays, from {@code offset} on. */
  public void read(long[] timestamps, double[] values, int offset) {
    BitReader bits = new BitReader(data);
    ValueReader decoder = new ValueReader(bits, first);
    long time = start;
    double value = Double.longBitsToDouble(first);
    timestamps[offset] = time;
    values[offset] = value;
    int at = offset + 1;
    int until = offset + count;
    while (at < until) {
      int same = bits.zeros(until - at);
      Arrays.fill(values, at, at + same, value);
      for (int i = 0; i < same; i++) {
        time += step;
        timestamps[at++] = time;
      }
      if (at < until) {
        boolean otherTime = bits.read(2) == OTHER_TIME;
        time += step + (otherTime ? TimeShift.read(bits) : 0);
        value = !otherTime || bits.bit() ? decoder.next() : value;
        timestamps[at] = time;
        values[at++] = value;
      }
    }
  }
}
