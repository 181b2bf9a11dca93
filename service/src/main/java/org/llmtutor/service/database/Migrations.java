package org.llmtutor.service.database;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;

/**
 * The schema's versions: SQL files in {@code db/migration}, and those of the engine alone, applied
 * in order, each once.
 */
public final class Migrations {

  private final Flyway flyway;

  /** Migrations of the database that {@code config} names; makes its directory when missing. */
  public Migrations(DatabaseConfig config) {
    Engine engine = Engine.of(config);
    engine.prepare();
    this.flyway =
        Flyway.configure()
            .dataSource(engine.migrating())
            .locations(engine.migrations().toArray(new String[0]))
            // By default a schema from a later release would be taken for current.
            .ignoreMigrationPatterns(new String[0])
            .load();
  }

  /**
   * Applies what is missing and tells how many files that were.
   *
   * @throws DatabaseException when a file fails, or when the database holds versions that this
   *     release does not know
   */
  public int apply() {
    try {
      return flyway.migrate().migrationsExecuted;
    } catch (FlywayException e) {
      throw new DatabaseException("the schema could not be brought up to date", e);
    }
  }

  /**
   * Refuses a schema that does not fit this release, without changing it.
   *
   * @throws DatabaseException naming what to run when versions are missing, or when the database
   *     holds versions that this release does not know
   */
  public void requireCurrent() {
    if (!pending().isEmpty()) {
      throw new DatabaseException(
          "the schema is behind by "
              + pending()
              + "; run: java -jar service.jar db migrate config.yml");
    }
    try {
      flyway.validate();
    } catch (FlywayException e) {
      throw new DatabaseException("the schema is not this release's; use a newer service", e);
    }
  }

  /** Versions that are not applied yet, oldest first. */
  public List<String> pending() {
    return Arrays.stream(flyway.info().pending()).map(Migrations::describe).toList();
  }

  /** Versions that are applied, oldest first. */
  public List<String> applied() {
    return Arrays.stream(flyway.info().applied()).map(Migrations::describe).toList();
  }

  private static String describe(MigrationInfo info) {
    return "V" + info.getVersion() + " " + info.getDescription();
  }
}
