package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every SQL statement starts with its name, which timings and slow-query lines show. */
class StatementNamesTest {

  private static final Path SOURCES =
      Path.of(System.getProperty("project.root", "..")).resolve("service/src/main/java");
  private static final Pattern STATEMENT =
      Pattern.compile(
          "\\.(?:createQuery|createUpdate|createCall|createScript|prepareBatch|execute|select)"
              + "\\(\\s*(?:\"\"\"\\s*|\")(.{0,60})");
  private static final Pattern NAME = Pattern.compile("/\\* ([a-z_]+\\.[a-z_]+) \\*/.*");
  private static final Pattern ANY_CALL =
      Pattern.compile("\\.(?:createQuery|createUpdate|createCall|createScript|prepareBatch)\\(");

  private static final Pattern NAMED_TEXT = Pattern.compile("\"\\s*(/\\* [a-z_]+\\.[a-z_]+ \\*/)");

  @Test
  void everyStatementHasANameOfItsOwn() throws IOException {
    List<String> literals = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int calls = 0;
    for (Path file : files()) {
      String source = Files.readString(file);
      calls += (int) ANY_CALL.matcher(source).results().count();
      STATEMENT.matcher(source).results().forEach(found -> literals.add(found.group(1).strip()));
      NAMED_TEXT.matcher(source).results().forEach(found -> names.add(found.group(1)));
    }
    assertThat(literals).allMatch(text -> NAME.matcher(text).matches());
    assertThat(names)
        .hasSizeGreaterThan(30)
        .hasSizeGreaterThanOrEqualTo(calls)
        .doesNotHaveDuplicates();
  }

  private static List<Path> files() {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(path -> path.toString().endsWith(".java")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
