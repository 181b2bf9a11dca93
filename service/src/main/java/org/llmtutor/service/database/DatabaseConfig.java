package org.llmtutor.service.database;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code database}.
 *
 * @param url JDBC address; {@code jdbc:sqlite:} and a file name, or {@code
 *     jdbc:postgresql://host:port/database}
 * @param readPoolSize connections for reads
 * @param slowQuery a statement that takes longer is counted and logged by name
 * @param repeatedStatements a request that sends one statement more often is counted and logged
 * @param statementTimeout how long a statement waits for a lock, and a read for a connection
 * @param maxQueuedWrites writes that may wait for a commit; more are refused at once
 * @param maxBatch writes that share one commit at most
 * @param writeTimeout deadline of one write, waiting included
 * @param migrateOnStart whether the server brings the schema up to date by itself
 * @param postgresql what only PostgreSQL needs
 */
public record DatabaseConfig(
    String url,
    int readPoolSize,
    Duration slowQuery,
    int repeatedStatements,
    Duration statementTimeout,
    int maxQueuedWrites,
    int maxBatch,
    Duration writeTimeout,
    boolean migrateOnStart,
    PostgresConfig postgresql) {

  /** Where files go that are not in the database, when that is not a file itself. */
  private static final Path DATA = Path.of("data");

  /** Checks the bounds. */
  public DatabaseConfig {
    if (PostgresConfig.isAddress(url)) {
      PostgresConfig.requireAddress(url);
    } else if (!SqliteEngine.isAddress(url)) {
      throw new IllegalArgumentException(
          "database.url: not an address this release knows;"
              + " use jdbc:sqlite:data/tutor.db or jdbc:postgresql://host:5432/tutor");
    }
    requirePositive("readPoolSize", readPoolSize);
    requirePositive("repeatedStatements", repeatedStatements);
    requirePositive("maxQueuedWrites", maxQueuedWrites);
    requirePositive("maxBatch", maxBatch);
    requirePositive("statementTimeout", statementTimeout);
    requirePositive("writeTimeout", writeTimeout);
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static DatabaseConfig of(
      @JsonProperty("url") @Nullable String url,
      @JsonProperty("readPoolSize") @Nullable Integer readPoolSize,
      @JsonProperty("slowQuery") @Nullable Duration slowQuery,
      @JsonProperty("repeatedStatements") @Nullable Integer repeatedStatements,
      @JsonProperty("statementTimeout") @Nullable Duration statementTimeout,
      @JsonProperty("maxQueuedWrites") @Nullable Integer maxQueuedWrites,
      @JsonProperty("maxBatch") @Nullable Integer maxBatch,
      @JsonProperty("writeTimeout") @Nullable Duration writeTimeout,
      @JsonProperty("migrateOnStart") @Nullable Boolean migrateOnStart,
      @JsonProperty("postgresql") @Nullable PostgresConfig postgresql) {
    return new DatabaseConfig(
        url == null ? "jdbc:sqlite:data/tutor.db" : url,
        readPoolSize == null ? 4 : readPoolSize,
        slowQuery == null ? Duration.milliseconds(100) : slowQuery,
        repeatedStatements == null ? 20 : repeatedStatements,
        statementTimeout == null ? Duration.seconds(5) : statementTimeout,
        maxQueuedWrites == null ? 1024 : maxQueuedWrites,
        maxBatch == null ? 128 : maxBatch,
        writeTimeout == null ? Duration.seconds(10) : writeTimeout,
        migrateOnStart == null || migrateOnStart,
        postgresql == null ? PostgresConfig.defaults() : postgresql);
  }

  /** The defaults with another address. */
  public static DatabaseConfig at(String url) {
    return of(url, null, null, null, null, null, null, null, null, null);
  }

  /** Whether the database is a file that only one process may use. */
  public boolean isEmbedded() {
    return SqliteEngine.isAddress(url);
  }

  /** Where the service's own files are: the directory to watch for free space. */
  public Path directory() {
    if (!isEmbedded()) {
      return DATA.toAbsolutePath();
    }
    Path parent = SqliteEngine.file(url).toAbsolutePath().getParent();
    return parent == null ? Path.of("/") : parent;
  }

  private static void requirePositive(String name, Duration value) {
    if (value.toMilliseconds() < 1) {
      throw new IllegalArgumentException(
          "database.%s: %s is too short; use 1ms or more".formatted(name, value));
    }
  }

  private static void requirePositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "database.%s: %d is not a positive number".formatted(name, value));
    }
  }
}
