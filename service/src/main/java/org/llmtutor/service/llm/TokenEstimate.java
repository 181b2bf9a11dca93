package org.llmtutor.service.llm;

import java.util.List;

/**
 * Token counts without a tokenizer; deterministic.
 *
 * <ul>
 *   <li>{@link #upperBound}: one token per UTF-8 byte. Byte-level tokenizers never make more tokens
 *       than bytes, so a hold of this size is not exceeded by the prompt.
 *   <li>{@link #typical}: one token per four UTF-8 bytes, rounded up: what English prose and code
 *       come to. For estimates when the provider did not tell, and for the offline tutor.
 * </ul>
 *
 * <p>Each message adds {@value #PER_MESSAGE} tokens (typically {@value #TYPICAL_PER_MESSAGE}) for
 * its role and delimiters.
 */
public final class TokenEstimate {

  /** Upper bound of the delimiters of one message. */
  public static final int PER_MESSAGE = 16;

  /** Typical cost of the delimiters of one message. */
  public static final int TYPICAL_PER_MESSAGE = 4;

  private static final int TYPICAL_BYTES_PER_TOKEN = 4;

  private TokenEstimate() {}

  /** Not fewer tokens than a byte-level tokenizer makes of {@code text}. */
  public static long upperBound(String text) {
    return utf8Length(text);
  }

  /** Not fewer tokens than a prompt of these messages has. */
  public static long upperBound(List<LlmMessage> messages) {
    return messages.stream().mapToLong(m -> upperBound(m.text()) + PER_MESSAGE).sum();
  }

  /** About as many tokens as {@code text} has; zero for the empty text only. */
  public static long typical(String text) {
    return (utf8Length(text) + TYPICAL_BYTES_PER_TOKEN - 1) / TYPICAL_BYTES_PER_TOKEN;
  }

  /** About as many tokens as a prompt of these messages has. */
  public static long typical(List<LlmMessage> messages) {
    return messages.stream().mapToLong(m -> typical(m.text()) + TYPICAL_PER_MESSAGE).sum();
  }

  /** Length in UTF-8, counted without encoding; a lone surrogate counts as its replacement. */
  private static long utf8Length(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes += 1;
      } else if (c < 0x800) {
        bytes += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        bytes += 4;
        i++;
      } else {
        bytes += 3;
      }
    }
    return bytes;
  }
}
