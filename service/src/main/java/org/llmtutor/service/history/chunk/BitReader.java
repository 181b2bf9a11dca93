package org.llmtutor.service.history.chunk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads bits, the highest first; beyond the end of the array all are zero. For one thread. */
final class BitReader {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** As many bits as {@link #peek} gives from any position within a byte. */
  private static final int PEEKED = Long.SIZE - Byte.SIZE + 1;

  private final byte[] data;
  private long position;

  BitReader(byte[] data) {
    this.data = data;
  }

  /** The next bit. */
  boolean bit() {
    int at = (int) (position >>> 3);
    boolean set = at < data.length && (data[at] >>> (7 - (int) (position & 7)) & 1) != 0;
    position++;
    return set;
  }

  /** The next {@code count} bits, from 0 to 64. */
  long read(int count) {
    if (count > PEEKED) {
      long high = read(count - Integer.SIZE);
      return high << Integer.SIZE | read(Integer.SIZE);
    }
    if (count == 0) {
      return 0;
    }
    long bits = peek() >>> (Long.SIZE - count);
    position += count;
    return bits;
  }

  /** Skips zeros, {@code most} of them at most, and says how many. */
  int zeros(int most) {
    int skipped = 0;
    while (skipped < most) {
      if (position >>> 3 >= data.length) {
        position += most - skipped;
        return most;
      }
      int run = Math.min(Long.numberOfLeadingZeros(peek()), PEEKED);
      int taken = Math.min(run, most - skipped);
      skipped += taken;
      position += taken;
      if (run < PEEKED) {
        return skipped;
      }
    }
    return skipped;
  }

  /** The next bits in the highest places, 57 of them or more. */
  private long peek() {
    int at = (int) (position >>> 3);
    int shift = (int) (position & 7);
    if (at + Long.BYTES <= data.length) {
      return (long) LONGS.get(data, at) << shift;
    }
    long bits = 0;
    for (int i = at; i < data.length; i++) {
      bits |= (data[i] & 0xffL) << (Long.SIZE - Byte.SIZE * (i - at + 1));
    }
    return bits << shift;
  }
}
