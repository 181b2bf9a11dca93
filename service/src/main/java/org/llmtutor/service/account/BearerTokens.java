package org.llmtutor.service.account;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/** Makes, checks and hashes opaque bearer tokens. Safe for concurrent use. */
final class BearerTokens {

  static final int MIN_LENGTH = 16;
  static final int MAX_LENGTH = 128;

  private static final int RANDOM_BYTES = 32;
  private static final Pattern SHAPE =
      Pattern.compile("[A-Za-z0-9._~-]{" + MIN_LENGTH + "," + MAX_LENGTH + "}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private BearerTokens() {}

  /** A new token with 256 random bits; the prefix tells people and secret scanners what it is. */
  static String make(String prefix) {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static boolean wellFormed(String token) {
    return SHAPE.matcher(token).matches();
  }

  /** SHA-256 in hex: enough for a random token, which cannot be guessed from a dictionary. */
  static String hash(String token) {
    return Hashing.sha256().hashString(token, StandardCharsets.UTF_8).toString();
  }

  /** Compares in constant time. */
  static boolean same(String hash, String otherHash) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.US_ASCII), otherHash.getBytes(StandardCharsets.US_ASCII));
  }
}
