package org.llmtutor.service.history.chunk;

/** Reads what {@link ValueWriter} wrote. */
final class ValueReader {

  private final BitReader bits;
  private long previous;
  private int length;
  private int trailing;

  ValueReader(BitReader bits, long first) {
    this.bits = bits;
    this.previous = first;
  }

  /** The next value. */
  double next() {
    double value;
    if (bits.bit()) {
      previous ^= differing();
      value = Double.longBitsToDouble(previous);
    } else {
      value = ValueWriter.integer(previous) + difference();
      previous = Double.doubleToRawLongBits(value);
    }
    return value;
  }

  private long difference() {
    long skipped = 0;
    for (int width : ValueWriter.WIDTHS) {
      if (!bits.bit()) {
        return signed(skipped + bits.read(width));
      }
      skipped += 1L << width;
    }
    return signed(skipped + bits.read(Long.SIZE));
  }

  /** 0, 1, 2, 3 … become 1, -1, 2, -2 …. */
  private static long signed(long number) {
    return (number & 1) == 0 ? number / 2 + 1 : -(number + 1) / 2;
  }

  private long differing() {
    if (bits.bit()) {
      int leading = (int) bits.read(ValueWriter.LEADING_BITS);
      length = (int) bits.read(ValueWriter.LENGTH_BITS) + 1;
      trailing = Math.max(Long.SIZE - leading - length, 0);
    }
    return bits.read(length) << trailing;
  }
}
