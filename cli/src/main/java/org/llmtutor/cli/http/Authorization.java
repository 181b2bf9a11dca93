package org.llmtutor.cli.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * A credential and where it was found. Its text never leaves in a message: {@link #toString} tells
 * the origin alone.
 */
public final class Authorization {

  /** No credential. */
  public static final Authorization NONE = new Authorization("", "none");

  private final String header;
  private final String origin;

  private Authorization(String header, String origin) {
    this.header = header;
    this.origin = origin;
  }

  /** A bearer token found in {@code origin}, for example {@code OPS_TOKEN}. */
  public static Authorization bearer(String token, String origin) {
    return token.isEmpty() ? NONE : new Authorization("Bearer " + token, origin);
  }

  /** A user and password, as {@code user:password}, found in {@code origin}. */
  public static Authorization basic(String userInfo, String origin) {
    byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
    return new Authorization("Basic " + Base64.getEncoder().encodeToString(bytes), origin);
  }

  /** The header's value; empty when there is no credential. */
  Optional<String> header() {
    return header.isEmpty() ? Optional.empty() : Optional.of(header);
  }

  /** The credential without its scheme, for whoever is to hide it; empty when there is none. */
  String secret() {
    return header.substring(header.indexOf(' ') + 1);
  }

  /** Whether there is a credential. */
  public boolean isPresent() {
    return !header.isEmpty();
  }

  /** Where the credential was found. */
  public String origin() {
    return origin;
  }

  @Override
  public String toString() {
    return "Authorization from " + origin;
  }
}
