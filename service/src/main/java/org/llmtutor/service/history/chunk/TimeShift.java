package org.llmtutor.service.history.chunk;

/** How far a sample is from the usual distance to the one before, in milliseconds. */
final class TimeShift {

  private static final int SHORT = 12;
  private static final int MIDDLE = 24;

  private TimeShift() {}

  static void write(BitWriter bits, long shift) {
    if (fits(shift, SHORT)) {
      bits.write(0, 1);
      bits.write(shift, SHORT);
    } else if (fits(shift, MIDDLE)) {
      bits.write(0b10, 2);
      bits.write(shift, MIDDLE);
    } else {
      bits.write(0b11, 2);
      bits.write(shift, Long.SIZE);
    }
  }

  static long read(BitReader bits) {
    int length = !bits.bit() ? SHORT : !bits.bit() ? MIDDLE : Long.SIZE;
    int unused = Long.SIZE - length;
    return bits.read(length) << unused >> unused;
  }

  private static boolean fits(long shift, int length) {
    int unused = Long.SIZE - length;
    return shift << unused >> unused == shift;
  }
}
