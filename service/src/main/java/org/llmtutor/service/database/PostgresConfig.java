package org.llmtutor.service.database;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code database.postgresql}: what only PostgreSQL needs.
 *
 * @param user who connects; empty: as the address says, or the operating system's user
 * @param password the user's password, never shown; empty: none
 * @param connectTimeout how long a connection may take to open
 * @param socketTimeout how long the server may be silent during a statement before it counts as
 *     gone; longer than {@code database.statementTimeout}, which the server itself keeps
 * @param tcpKeepAlive whether idle connections are kept open through firewalls
 */
public record PostgresConfig(
    String user,
    String password,
    Duration connectTimeout,
    Duration socketTimeout,
    boolean tcpKeepAlive) {

  private static final String SCHEME = "jdbc:postgresql:";
  private static final Pattern SHAPE =
      Pattern.compile("jdbc:postgresql://[^/?#@]+/[^/?#@]+(?:\\?[^@]*)?");
  private static final Pattern SECRET = Pattern.compile("[?&](?:ssl)?password=");

  /** Checks the bounds. */
  public PostgresConfig {
    requireSeconds("connectTimeout", connectTimeout);
    requireSeconds("socketTimeout", socketTimeout);
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static PostgresConfig of(
      @JsonProperty("user") @Nullable String user,
      @JsonProperty("password") @Nullable String password,
      @JsonProperty("connectTimeout") @Nullable Duration connectTimeout,
      @JsonProperty("socketTimeout") @Nullable Duration socketTimeout,
      @JsonProperty("tcpKeepAlive") @Nullable Boolean tcpKeepAlive) {
    return new PostgresConfig(
        user == null ? "" : user,
        password == null ? "" : password,
        connectTimeout == null ? Duration.seconds(2) : connectTimeout,
        socketTimeout == null ? Duration.seconds(15) : socketTimeout,
        tcpKeepAlive == null || tcpKeepAlive);
  }

  /** Every property's default. */
  public static PostgresConfig defaults() {
    return of(null, null, null, null, null);
  }

  static boolean isAddress(String url) {
    return url.startsWith(SCHEME);
  }

  /** Refuses an address that is none, or that tells a secret; it is not repeated. */
  static void requireAddress(String url) {
    if (SECRET.matcher(url.toLowerCase(Locale.ROOT)).find() || url.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "database.url: an address is shown in logs and may hold no password;"
              + " use DATABASE_USER and DATABASE_PASSWORD");
    }
    if (!SHAPE.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "database.url: not the address of a PostgreSQL database;"
              + " use jdbc:postgresql://host:5432/tutor");
    }
  }

  private static void requireSeconds(String name, Duration value) {
    if (value.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "database.postgresql.%s: %s is too short; use 1s or more".formatted(name, value));
    }
  }

  /** Everything but the password. */
  @Override
  public String toString() {
    return "PostgresConfig[user=%s, password=%s, connectTimeout=%s, socketTimeout=%s, tcpKeepAlive=%s]"
        .formatted(
            user, password.isEmpty() ? "" : "***", connectTimeout, socketTimeout, tcpKeepAlive);
  }
}
