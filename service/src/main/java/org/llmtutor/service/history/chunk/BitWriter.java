package org.llmtutor.service.history.chunk;

import java.util.Arrays;

/**
 * Appends bits, the highest first. Zeros at the end take no memory: what lies beyond the array is
 * zero. Bits once written never change, so an array handed out earlier stays right up to the
 * position it was handed out at. For one thread.
 */
final class BitWriter {

  private static final byte[] EMPTY = {};
  private static final int FIRST_CAPACITY = 16;

  private byte[] data = EMPTY;
  private int used;
  private int position;

  /** Appends the {@code count} lowest bits of {@code value}; {@code count} is from 0 to 64. */
  void write(long value, int count) {
    long rest = count == Long.SIZE ? value : value & ((1L << count) - 1);
    if (rest != 0) {
      reserve((position + count + Byte.SIZE - 1) / Byte.SIZE);
      put(rest, count);
    }
    position += count;
  }

  private void put(long value, int count) {
    int left = count;
    int at = position;
    while (left > 0) {
      int free = Byte.SIZE - at % Byte.SIZE;
      int taken = Math.min(free, left);
      long bits = (value >>> (left - taken)) & ((1L << taken) - 1);
      data[at / Byte.SIZE] |= (byte) (bits << (free - taken));
      at += taken;
      left -= taken;
    }
  }

  private void reserve(int bytes) {
    if (bytes > data.length) {
      data = Arrays.copyOf(data, Math.max(bytes, Math.max(FIRST_CAPACITY, data.length * 3 / 2)));
    }
    used = bytes;
  }

  /** The array that is written to. */
  byte[] shared() {
    return data;
  }

  /** A copy without zero bytes at the end. */
  byte[] trimmed() {
    int length = used;
    while (length > 0 && data[length - 1] == 0) {
      length--;
    }
    return length == 0 ? EMPTY : Arrays.copyOf(data, length);
  }
}
