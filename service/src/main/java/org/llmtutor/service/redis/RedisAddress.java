package org.llmtutor.service.redis;

import com.google.common.base.Strings;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and how to log in there: {@code redis://user:password@host:port/database}, or
 * {@code rediss://} for TLS. It holds a secret, so neither its text nor its errors repeat anything
 * of it. Immutable.
 */
final class RedisAddress {

  private static final int DEFAULT_PORT = 6379;
  private static final Pattern DATABASE = Pattern.compile("/?|/(\\d{1,4})");

  private final String host;
  private final int port;
  private final int database;
  private final boolean tls;
  private final @Nullable String user;
  private final @Nullable String password;

  private RedisAddress(URI uri, int database, @Nullable String user, @Nullable String password) {
    this.host = uri.getHost().replaceAll("^\\[|]$", "");
    this.port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    this.database = database;
    this.tls = uri.getScheme().equalsIgnoreCase("rediss");
    this.user = user;
    this.password = password;
  }

  /**
   * Reads {@code url}; {@code password} is the one to use when the URL has none, or empty.
   *
   * @throws IllegalArgumentException when it is no such URL, or both hold a password
   */
  static RedisAddress parse(String url, String password) {
    URI uri = uri(url.strip());
    Matcher database = DATABASE.matcher(Strings.nullToEmpty(uri.getPath()));
    if (!database.matches()) {
      throw wrong("what follows the port is not the number of a database");
    }
    String inUrl = Strings.nullToEmpty(uri.getUserInfo());
    int colon = inUrl.indexOf(':');
    String user = colon < 0 ? inUrl : inUrl.substring(0, colon);
    String given = colon < 0 ? "" : inUrl.substring(colon + 1);
    if (!given.isEmpty() && !password.isEmpty()) {
      throw new IllegalArgumentException(
          "redis.password (REDIS_PASSWORD): the URL holds a password too; set one of the two");
    }
    String secret = given.isEmpty() ? password : given;
    if (!user.isEmpty() && secret.isEmpty()) {
      throw wrong("it names a user without a password; write user:password, or set REDIS_PASSWORD");
    }
    String number = database.group(1);
    return new RedisAddress(
        uri,
        number == null ? 0 : Integer.parseInt(number),
        Strings.emptyToNull(user),
        Strings.emptyToNull(secret));
  }

  private static URI uri(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      // The cause would repeat the URL, and the password with it.
      throw wrong(
          "it is not a URL; write '@', ':', '/', '#' or '%' in a password as %40 and so on");
    }
    String scheme = Strings.nullToEmpty(uri.getScheme());
    if (!scheme.equalsIgnoreCase("redis") && !scheme.equalsIgnoreCase("rediss")) {
      throw wrong("it does not begin with redis:// or rediss://");
    }
    if (uri.getHost() == null) {
      throw wrong("it names no host, or one with characters that no host has");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw wrong("the port is not between 1 and 65535");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong("'?' and '#' have no meaning in it");
    }
    return uri;
  }

  private static IllegalArgumentException wrong(String problem) {
    return new IllegalArgumentException(
        "redis.url (REDIS_URL): " + problem + "; use a URL such as redis://host:6379/0");
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  int database() {
    return database;
  }

  boolean tls() {
    return tls;
  }

  @Nullable String user() {
    return user;
  }

  @Nullable String password() {
    return password;
  }

  @Override
  public String toString() {
    return "an address of Redis";
  }
}
