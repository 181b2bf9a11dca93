package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.database.TestDatabase;

/** {@code docs/privacy.md} names every table, and what it promises is what is configured. */
class PrivacyPageTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");

  @TempDir Path directory;

  @Test
  void namesEveryTableAndNoOther() throws IOException {
    try (TestDatabase database = new TestDatabase(directory)) {
      assertThat(named()).isEqualTo(database.read(handle -> tables(handle.getConnection())));
    }
  }

  @Test
  void tellsTheBoundsThatAreConfigured() throws IOException {
    String page = page();
    String config = Files.readString(ROOT.resolve("config.yml"));
    assertThat(page).contains("5 files of 10 MiB each", "`history.retention`, 24 h");
    assertThat(config).contains("maxFileSize: 10MiB", "maxFiles: 5", "retention: 24h");
    assertThat(page).contains("30 days, [loki.yml]");
    assertThat(Files.readString(ROOT.resolve("docs/deploy/loki.yml")))
        .contains("retention_period: 720h");
  }

  private static Set<String> named() throws IOException {
    Set<String> names = new TreeSet<>();
    ROW.matcher(page()).results().forEach(row -> names.add(row.group(1)));
    return names;
  }

  private static String page() throws IOException {
    return Files.readString(ROOT.resolve("docs/privacy.md"));
  }

  private static Set<String> tables(java.sql.Connection connection) {
    Set<String> names = new TreeSet<>();
    try (ResultSet tables =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), null, "%", new String[] {"TABLE"})) {
      while (tables.next()) {
        String name = tables.getString("TABLE_NAME").toLowerCase(Locale.ROOT);
        if (!name.startsWith("sqlite_")) {
          names.add(name);
        }
      }
      return names;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
