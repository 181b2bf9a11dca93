package org.llmtutor.service.history;

import java.util.Arrays;
import java.util.List;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.service.history.chunk.Chunk;

/**
 * Decodes series for one query. Series that were sampled together have the same times, so an array
 * of them is kept once, not for each. For one thread.
 */
final class SampleReader {

  private final long first;
  private final long last;
  private long[] scratch = {};
  private long[] shared = {};

  /** Reads the samples in {@code [first, last]}. */
  SampleReader(long first, long last) {
    this.first = first;
    this.last = last;
  }

  /** The samples of a series from those of its chunks that overlap the range. */
  Samples read(List<Chunk> chunks) {
    int count = 0;
    for (Chunk chunk : chunks) {
      count += chunk.count();
    }
    if (scratch.length < count) {
      scratch = new long[count];
    }
    double[] values = new double[count];
    int offset = 0;
    for (Chunk chunk : chunks) {
      chunk.read(scratch, values, offset);
      offset += chunk.count();
    }
    if (!Arrays.equals(shared, 0, shared.length, scratch, 0, count)) {
      shared = Arrays.copyOf(scratch, count);
    }
    int from = firstAtOrAfter(first);
    int to = last == Long.MAX_VALUE ? count : firstAtOrAfter(last + 1);
    return to <= from ? Samples.NONE : new Samples(shared, values, null, from, to - from);
  }

  private int firstAtOrAfter(long time) {
    int found = Arrays.binarySearch(shared, time);
    return found >= 0 ? found : -found - 1;
  }
}
