package org.llmtutor.service.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;

/** What stands in Redis in the place of an id. */
final class Pseudonym {

  private static final int BYTES = 16;

  private Pseudonym() {}

  /** Half of the SHA-256, in 22 characters. */
  static String of(String id) {
    byte[] hash = Hashing.sha256().hashString(id, UTF_8).asBytes();
    return BaseEncoding.base64Url().omitPadding().encode(hash, 0, BYTES);
  }
}
