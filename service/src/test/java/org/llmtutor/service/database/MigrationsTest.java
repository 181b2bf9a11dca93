package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {

  @TempDir Path directory;
  private String url = "";
  private Migrations migrations;

  @BeforeEach
  void name() {
    url = "jdbc:sqlite:" + directory.resolve("new/folder/tutor.db");
    migrations = new Migrations(DatabaseConfig.at(url));
  }

  @Test
  void aNewDatabaseIsBehindUntilItIsMigrated() {
    assertThat(migrations.applied()).isEmpty();
    assertThat(migrations.pending()).startsWith("V1 accounts").hasSizeGreaterThan(3);
    assertThatThrownBy(migrations::requireCurrent)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("V1 accounts")
        .hasMessageContaining("db migrate");
    migrations.apply();
    assertThatCode(migrations::requireCurrent).doesNotThrowAnyException();
  }

  @Test
  void aSchemaOfAnEarlierReleaseIsBroughtUpToDate() {
    Flyway.configure().dataSource(url, null, null).target("1").load().migrate();
    assertThat(migrations.pending()).doesNotContain("V1 accounts").isNotEmpty();
    assertThatThrownBy(migrations::requireCurrent).hasMessageContaining("db migrate");
    migrations.apply();
    assertThatCode(migrations::requireCurrent).doesNotThrowAnyException();
  }

  @Test
  void aSchemaOfALaterReleaseIsRefused() {
    migrations.apply();
    Jdbi.create(url)
        .useHandle(
            handle ->
                handle.execute(
                    """
                    INSERT INTO flyway_schema_history
                      (installed_rank, version, description, type, script, checksum, installed_by,
                       execution_time, success)
                    VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, 1)
                    """));
    assertThatThrownBy(migrations::apply).isInstanceOf(DatabaseException.class);
    assertThatThrownBy(migrations::requireCurrent).isInstanceOf(DatabaseException.class);
  }
}
