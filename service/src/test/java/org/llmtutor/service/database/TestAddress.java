package org.llmtutor.service.database;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a test's database is: a file in the test's folder, or with {@code -Ddatabase=postgresql} a
 * database of the same name and folder on {@link PostgresServer}.
 */
public final class TestAddress {

  private static final Map<Path, String> POSTGRES = new ConcurrentHashMap<>();

  private TestAddress() {}

  /** Whether tests run on PostgreSQL. */
  public static boolean isPostgres() {
    return "postgresql".equals(System.getProperty("database"));
  }

  /** The database {@code tutor} of the folder. */
  public static String in(Path folder) {
    return in(folder, "tutor");
  }

  /** The same for the same folder and name; on PostgreSQL its schema is current already. */
  public static String in(Path folder, String name) {
    Path file = folder.toAbsolutePath().resolve(name + ".db");
    return isPostgres()
        ? POSTGRES.computeIfAbsent(file, unused -> PostgresServer.migrated())
        : "jdbc:sqlite:" + file;
  }

  /** A new database without a schema. */
  public static String ofNothing(Path folder, String name) {
    return isPostgres()
        ? PostgresServer.empty()
        : "jdbc:sqlite:" + folder.toAbsolutePath().resolve(name + ".db");
  }
}
