package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code java -jar service.jar db …}; isolated because the command writes to System.out. */
@Isolated
class DbCommandTest {

  @TempDir Path directory;

  @Test
  void statusShowsAndMigrateAppliesAndASecondTimeThereIsNothingToDo() throws Exception {
    assertThat(db("status")).contains("pending  V1 accounts").doesNotContain("applied");
    assertThat(db("migrate")).contains("version(s)").contains("applied  V1 accounts");
    assertThat(db("migrate")).contains("up to date, nothing to apply").doesNotContain("pending");
    assertThat(db("status")).contains("applied  V4 exercises").doesNotContain("pending");
  }

  @Test
  void aServerThatMayNotMigrateRefusesAnOldSchemaAndStartsWithACurrentOne() throws Exception {
    assertThatThrownBy(() -> startWithoutMigrating().close())
        .hasMessageContaining("the schema is behind")
        .hasMessageContaining("db migrate");
    db("migrate");
    try (TestTutor tutor = startWithoutMigrating()) {
      assertThat(tutor.get("/health", "").status()).isEqualTo(200);
    }
  }

  /** On the file, which is new; the databases of other engines that tests get are migrated. */
  private TestTutor startWithoutMigrating() {
    return TestTutor.start(
        directory,
        "database.migrateOnStart=false",
        "database.url=jdbc:sqlite:" + directory.resolve("tutor.db"));
  }

  private String db(String action) throws Exception {
    Path config = config();
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      new TutorApplication().run("db", action, config.toString());
    } finally {
      System.setOut(before);
    }
    // Log lines of tests before may still be on their way to the console.
    return out.toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.matches("(?:TRACE|DEBUG|INFO|WARN|ERROR) .*"))
        .collect(Collectors.joining("\n"));
  }

  private Path config() throws IOException {
    Path file = directory.resolve("config.yml");
    // A section with nothing in it has its defaults.
    Files.writeString(
        file, "chat:\ncost:\ndatabase:\n  url: jdbc:sqlite:" + directory.resolve("tutor.db\n"));
    return file;
  }
}
