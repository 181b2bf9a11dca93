package org.llmtutor.promql.model;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Text of bytes that need not be UTF-8: escapes in a query can name any byte. Each byte that
 * belongs to no character becomes a lone surrogate, {@code U+DC00} plus the byte, so that nothing
 * is lost and no valid text looks like it.
 */
public final class StrayBytes {

  private static final int BASE = 0xDC00;

  private StrayBytes() {}

  /** The text of {@code bytes}. */
  public static String decode(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder(); // stops where it is malformed
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    while (true) {
      CoderResult result = decoder.decode(in, out, true);
      if (!result.isMalformed()) {
        return out.flip().toString();
      }
      out.put((char) (BASE + (in.get() & 0xff)));
    }
  }

  /** Whether {@code c}, a lone surrogate, stands for a byte. */
  static boolean isByte(int c) {
    return c >= BASE + 0x80 && c <= BASE + 0xff;
  }

  /** The byte that {@code c} stands for, from 128 to 255. */
  static int byteOf(int c) {
    return c - BASE;
  }
}
