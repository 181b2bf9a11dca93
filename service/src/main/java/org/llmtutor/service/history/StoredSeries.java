package org.llmtutor.service.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.service.history.chunk.Chunk;
import org.llmtutor.service.history.chunk.OpenChunk;

/**
 * One series: closed chunks, and an open one that takes samples. Safe for concurrent use; nobody
 * holds its lock for longer than it takes to copy a few references, or to drop what is too new.
 */
final class StoredSeries {

  /** What became of a sample. */
  enum Outcome {
    STORED,
    /** There is one at that time or later. */
    NOT_LATER,
    /** The series was dropped meanwhile; there may be another one with the same labels. */
    RETIRED
  }

  private static final Chunk[] NONE = {};

  /** This, its entries in the index and in the sampler's map, measured. */
  private static final int OBJECTS_BYTES = 400;

  private static final int LABEL_BYTES = 40;

  private final Labels labels;
  private final boolean sampled;
  private Chunk[] closed = NONE;
  private @Nullable OpenChunk open;
  private boolean retired;

  /**
   * A series without samples.
   *
   * @param sampled whether the sampler is who ends it
   */
  StoredSeries(Labels labels, boolean sampled) {
    this.labels = labels;
    this.sampled = sampled;
  }

  Labels labels() {
    return labels;
  }

  boolean isSampled() {
    return sampled;
  }

  synchronized Outcome append(long millis, double value) {
    if (retired) {
      return Outcome.RETIRED;
    }
    if (millis <= end()) {
      return Outcome.NOT_LATER;
    }
    OpenChunk current = open;
    if (current != null && current.isFull()) {
      close(current.close());
      current = null;
    }
    if (current == null) {
      open = new OpenChunk(millis, value);
    } else {
      current.append(millis, value);
    }
    return Outcome.STORED;
  }

  /** Adds a chunk as it was written down; false when it is not later than what is here. */
  synchronized boolean restore(Chunk chunk) {
    if (retired || chunk.start() <= end()) {
      return false;
    }
    if (open != null) {
      close(open.close());
      open = null;
    }
    if (chunk.count() == OpenChunk.CAPACITY) {
      close(chunk);
    } else {
      appendUntil(chunk, Long.MAX_VALUE);
    }
    return true;
  }

  private void close(Chunk chunk) {
    closed = Arrays.copyOf(closed, closed.length + 1);
    closed[closed.length - 1] = chunk;
  }

  /** The time of the last sample; {@code Long.MIN_VALUE} when there is none. */
  synchronized long end() {
    if (open != null) {
      return open.end();
    }
    return closed.length == 0 ? Long.MIN_VALUE : closed[closed.length - 1].end();
  }

  /** Whether nothing is to be expected: it was marked as stale, or its last sample is older. */
  synchronized boolean hasEnded(long olderThan) {
    return end() < olderThan || (open != null && Samples.isStale(open.last()));
  }

  /** All chunks in the order of time, the open one as it is now. */
  synchronized List<Chunk> chunks() {
    List<Chunk> all = new ArrayList<>(closed.length + 1);
    all.addAll(Arrays.asList(closed));
    if (open != null) {
      all.add(open.view());
    }
    return all;
  }

  /** The chunks that no sample will be added to. */
  synchronized List<Chunk> closedChunks() {
    return List.of(closed);
  }

  /** Whether there is a sample in {@code [first, last]}. */
  boolean hasSampleIn(long first, long last) {
    for (Chunk chunk : overlapping(first, last)) {
      if (chunk.start() >= first || chunk.end() <= last) {
        return true;
      }
    }
    return new SampleReader(first, last).read(overlapping(first, last)).length() > 0;
  }

  /** The chunks that may have samples in {@code [first, last]}. */
  List<Chunk> overlapping(long first, long last) {
    List<Chunk> found = new ArrayList<>();
    for (Chunk chunk : chunks()) {
      if (chunk.end() >= first && chunk.start() <= last) {
        found.add(chunk);
      }
    }
    return found;
  }

  /**
   * Drops closed chunks that end before {@code time}, and the open one when it does.
   *
   * @return how many samples
   */
  synchronized long dropBefore(long time) {
    int kept = 0;
    long dropped = 0;
    while (kept < closed.length && closed[kept].end() < time) {
      dropped += closed[kept++].count();
    }
    if (kept > 0) {
      closed = Arrays.copyOfRange(closed, kept, closed.length);
    }
    if (open != null && open.end() < time) {
      dropped += open.count();
      open = null;
    }
    return dropped;
  }

  /**
   * Drops the samples after {@code time}.
   *
   * @return how many
   */
  synchronized long dropAfter(long time) {
    if (end() <= time) {
      return 0;
    }
    List<Chunk> all = chunks();
    long before = count();
    closed = NONE;
    open = null;
    for (Chunk chunk : all) {
      if (chunk.end() <= time) {
        close(chunk);
      } else if (chunk.start() <= time) {
        appendUntil(chunk, time);
      }
    }
    return before - count();
  }

  private void appendUntil(Chunk chunk, long time) {
    long[] timestamps = new long[chunk.count()];
    double[] values = new double[chunk.count()];
    chunk.read(timestamps, values, 0);
    for (int i = 0; i < timestamps.length && timestamps[i] <= time; i++) {
      if (open == null) {
        open = new OpenChunk(timestamps[i], values[i]);
      } else {
        open.append(timestamps[i], values[i]);
      }
    }
  }

  /** Takes no more samples when it has none. */
  synchronized boolean retireIfEmpty() {
    retired |= closed.length == 0 && open == null;
    return retired;
  }

  /** Takes no more samples. */
  synchronized void retire() {
    retired = true;
  }

  /** How many samples there are. */
  synchronized long count() {
    long count = open == null ? 0 : open.count();
    for (Chunk chunk : closed) {
      count += chunk.count();
    }
    return count;
  }

  /** What it takes on the heap, about, what the index keeps of it included. */
  synchronized long bytes() {
    long bytes = OBJECTS_BYTES + (long) LABEL_BYTES * labels.size();
    for (Chunk chunk : closed) {
      bytes += chunk.bytes() + Integer.BYTES;
    }
    return open == null ? bytes : bytes + open.bytes();
  }
}
