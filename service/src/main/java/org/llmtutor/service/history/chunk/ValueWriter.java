package org.llmtutor.service.history.chunk;

/** Writes values that differ from the one before; {@link Chunk} tells the layout. */
final class ValueWriter {

  /** How many bits differences take, beyond those that take fewer; any other takes a long. */
  static final int[] WIDTHS = {3, 7, 12, 20, 30};

  static final int LENGTH_BITS = 6;
  static final int LEADING_BITS = 5;
  static final int MAX_LEADING = 31;

  private static final double MAX_INTEGER = 1L << 53;

  private final BitWriter bits;
  private long previous;
  private int leading = -1;
  private int trailing;

  ValueWriter(BitWriter bits, long first) {
    this.bits = bits;
    this.previous = first;
  }

  /** Writes a value by its bits; they differ from those of the one before. */
  void write(long value) {
    if (isInteger(value) && isInteger(previous)) {
      bits.write(0, 1);
      writeDifference(integer(value) - integer(previous));
    } else {
      bits.write(1, 1);
      writeDiffering(value ^ previous);
    }
    previous = value;
  }

  /** Whether a double, given by its bits, is an integer that a long and back leaves as it is. */
  static boolean isInteger(long bits) {
    double value = Double.longBitsToDouble(bits);
    return Math.abs(value) <= MAX_INTEGER
        && Double.doubleToRawLongBits((double) (long) value) == bits;
  }

  static long integer(long bits) {
    return (long) Double.longBitsToDouble(bits);
  }

  /** 1, -1, 2, -2 … become 0, 1, 2, 3 …. */
  private void writeDifference(long difference) {
    long number = difference > 0 ? 2 * difference - 2 : -2 * difference - 1;
    for (int width : WIDTHS) {
      if (number < 1L << width) {
        bits.write(0, 1);
        bits.write(number, width);
        return;
      }
      bits.write(1, 1);
      number -= 1L << width;
    }
    bits.write(number, Long.SIZE);
  }

  private void writeDiffering(long differing) {
    int leads = Math.min(Long.numberOfLeadingZeros(differing), MAX_LEADING);
    int trails = Long.numberOfTrailingZeros(differing);
    if (leading >= 0 && leads >= leading && trails >= trailing) {
      bits.write(0, 1);
    } else {
      leading = leads;
      trailing = trails;
      bits.write(1, 1);
      bits.write(leads, LEADING_BITS);
      bits.write(Long.SIZE - leads - trails - 1, LENGTH_BITS);
    }
    bits.write(differing >>> trailing, Long.SIZE - leading - trailing);
  }
}
