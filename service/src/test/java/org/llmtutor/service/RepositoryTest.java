package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for the sources of all modules that no compiler holds. */
class RepositoryTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final Pattern SKIPPED_WITHOUT_REASON =
      Pattern.compile("@(?:Disabled|EnabledIf\\w*|DisabledIf\\w*)\\s*(?:\\(\\s*\\))?\\s*\\n");
  private static final Pattern ASSUMED_WITHOUT_REASON =
      Pattern.compile("assume(?:True|False|That)\\((?:[^;\"](?!, \"))*\\);");

  @Test
  void everySkippedTestSaysWhy() {
    assertThat(tests())
        .hasSizeGreaterThan(50)
        .allSatisfy(
            file -> {
              String text = read(file);
              assertThat(SKIPPED_WITHOUT_REASON.matcher(text).find()).as(file + "").isFalse();
              assertThat(ASSUMED_WITHOUT_REASON.matcher(text).find()).as(file + "").isFalse();
            });
  }

  @Test
  void theRuleBites() {
    assertThat(SKIPPED_WITHOUT_REASON.matcher("  @Disabled\n  @Test").find()).isTrue();
    assertThat(SKIPPED_WITHOUT_REASON.matcher("  @Disabled(\"why\")\n").find()).isFalse();
    assertThat(ASSUMED_WITHOUT_REASON.matcher("assumeTrue(python.isPresent());").find()).isTrue();
    assertThat(ASSUMED_WITHOUT_REASON.matcher("assumeTrue(a, \"no python3\");").find()).isFalse();
  }

  private static List<Path> tests() {
    try (Stream<Path> files = Files.walk(ROOT, 12)) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("RepositoryTest.java"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
