package org.llmtutor.promql.source;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A PromQL text that can tell where its bytes stand. Positions in this library count the bytes of
 * the UTF-8 form; people count lines and characters. Immutable and safe for concurrent use.
 */
public final class SourceText {

  private final String text;

  /** For each char the byte it starts at, and one more for the end; null when both are the same. */
  private final int @Nullable [] bytes;

  /** Wraps {@code text}; an unpaired surrogate counts as three bytes. */
  public SourceText(String text) {
    this.text = text;
    this.bytes = isAscii(text) ? null : byteOffsets(text);
  }

  private static boolean isAscii(String text) {
    return StandardCharsets.US_ASCII.newEncoder().canEncode(text);
  }

  private static int[] byteOffsets(String text) {
    int[] offsets = new int[text.length() + 1];
    int offset = 0;
    for (int i = 0; i < text.length(); i++) {
      offsets[i] = offset;
      char c = text.charAt(i);
      boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
      if (pair) {
        offsets[++i] = offset;
        offset += 4;
      } else {
        offset += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    offsets[text.length()] = offset;
    return offsets;
  }

  /** The text. */
  public String text() {
    return text;
  }

  /**
   * The byte at which the char with this index starts; that of a pair's second char is the same.
   */
  public int byteOffset(int charIndex) {
    return bytes == null ? charIndex : bytes[charIndex];
  }

  /**
   * The index of the char that stands at this byte; the next one when the byte is inside a
   * character, the length of the text when it is behind the end.
   */
  public int charIndex(int byteOffset) {
    if (bytes == null) {
      return Math.min(byteOffset, text.length());
    }
    int low = 0;
    int high = text.length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bytes[middle] < byteOffset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The part of the text that {@code position} names. */
  public String slice(PositionRange position) {
    return text.substring(charIndex(position.start()), charIndex(position.end()));
  }

  /** The line of this byte, counted from one. */
  public int line(int byteOffset) {
    int line = 1;
    for (int i = charIndex(byteOffset) - 1; i >= 0; i--) {
      if (text.charAt(i) == '\n') {
        line++;
      }
    }
    return line;
  }

  /** The column of this byte in its line, counted from one in code points. */
  public int column(int byteOffset) {
    int at = charIndex(byteOffset);
    int lineStart = at == 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
    return text.codePointCount(lineStart, at) + 1;
  }

  /** Line and column of this byte as {@code 1:5}. */
  public String lineColumn(int byteOffset) {
    return line(byteOffset) + ":" + column(byteOffset);
  }

  /** {@code position} without the white space at its ends; unchanged when there is nothing else. */
  public PositionRange trim(PositionRange position) {
    int start = charIndex(position.start());
    int end = charIndex(position.end());
    while (start < end && isSpace(text.charAt(start))) {
      start++;
    }
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return start == end ? position : new PositionRange(byteOffset(start), byteOffset(end));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
