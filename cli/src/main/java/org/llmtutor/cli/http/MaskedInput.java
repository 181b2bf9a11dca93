package org.llmtutor.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A reply in which the credential that was sent is replaced by asterisks: whoever answers may
 * repeat it, and replies are printed. Gives bytes as they come; waits only where a credential may
 * have begun. For one thread.
 */
final class MaskedInput extends InputStream {

  private static final int CHUNK = 8192;

  private final InputStream source;
  private final byte[] secret;
  private final byte[] buffer;
  private int next;
  private int ready;
  private int filled;

  private MaskedInput(InputStream source, byte[] secret) {
    this.source = source;
    this.secret = secret;
    this.buffer = new byte[CHUNK + secret.length];
  }

  /** {@code source} without {@code secret}; an empty one is found nowhere. */
  static InputStream of(InputStream source, String secret) {
    return secret.isEmpty()
        ? source
        : new MaskedInput(source, secret.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code text} without {@code secret}. */
  static String of(String text, String secret) {
    return secret.isEmpty() ? text : text.replace(secret, "*".repeat(secret.length()));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (next == ready) {
      if (!fill()) {
        return -1;
      }
    }
    int count = Math.min(length, ready - next);
    System.arraycopy(buffer, next, into, offset, count);
    next += count;
    return count;
  }

  /** False when there is nothing more to give. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, ready, buffer, 0, filled - ready);
    filled -= ready;
    next = 0;
    ready = 0;
    int count = source.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      ready = filled;
      return filled > 0;
    }
    filled += count;
    mask();
    ready = filled - begun();
    return true;
  }

  private void mask() {
    for (int at = 0; at + secret.length <= filled; at++) {
      if (Arrays.equals(buffer, at, at + secret.length, secret, 0, secret.length)) {
        Arrays.fill(buffer, at, at + secret.length, (byte) '*');
      }
    }
  }

  /** How many of the last bytes are the beginning of a secret. */
  private int begun() {
    for (int length = Math.min(secret.length - 1, filled); length > 0; length--) {
      if (Arrays.equals(buffer, filled - length, filled, secret, 0, length)) {
        return length;
      }
    }
    return 0;
  }

  @Override
  public int available() {
    return ready - next;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
