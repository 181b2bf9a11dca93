package org.llmtutor.service.database;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code database.postgresql}: what only PostgreSQL needs.
 *
 * @param user who connects; empty: as the address says, or the operating system's user
 * @param passwordEnv name of the environment variable that holds the user's password; empty: none
 * @param connectTimeout how long a connection may take to open
 * @param socketTimeout how long the server may be silent during a statement before it counts as
 *     gone; longer than {@code database.statementTimeout}, which the server itself keeps
 * @param tcpKeepAlive whether idle connections are kept open through firewalls
 */
public record PostgresConfig(
    String user,
    String passwordEnv,
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
      @JsonProperty("passwordEnv") @Nullable String passwordEnv,
      @JsonProperty("connectTimeout") @Nullable Duration connectTimeout,
      @JsonProperty("socketTimeout") @Nullable Duration socketTimeout,
      @JsonProperty("tcpKeepAlive") @Nullable Boolean tcpKeepAlive) {
    return new PostgresConfig(
        user == null ? "" : user,
        passwordEnv == null ? "DATABASE_PASSWORD" : passwordEnv,
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

  /** Read when a connection source is made, so that it is in no configuration that is printed. */
  Optional<String> password() {
    return passwordEnv.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(System.getenv(passwordEnv)).filter(text -> !text.isEmpty());
  }
}
