package org.llmtutor.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page that compares tools has a row for each seeded mistake, and says of this tool what {@link
 * SeededMistakesTest} proves. What promtool says is compared by scripts/compare-with-promtool.
 */
class ComparisonPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("project.root"), "docs", "checks", "comparison.md");
  private static final Pattern HEADER =
      Pattern.compile("# mistake: (.+)\\R# expect: (\\S+) (\\S+) .*\\R# pint: (.+)\\R");

  @Test
  void hasARowForEachMistake() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/seeded"))) {
      List<String> mistakes =
          files
              .filter(path -> path.toString().endsWith(".yml"))
              .map(ComparisonPageTest::row)
              .toList();
      assertThat(mistakes).doesNotHaveDuplicates();
      assertThat(rows()).containsExactlyInAnyOrderElementsOf(mistakes);
    }
  }

  /** The mistake, what pint and what this tool says; promtool's columns are left out. */
  private static List<String> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .filter(line -> line.startsWith("| "))
        .skip(1)
        .map(line -> line.substring(2, line.length() - 2).split(" \\| ", -1))
        .map(cells -> String.join(" | ", Arrays.asList(cells[0], cells[3], cells[4])))
        .toList();
  }

  private static String row(Path path) {
    try {
      Matcher header = HEADER.matcher(Files.readString(path));
      assertThat(header.lookingAt()).as("%s has a header", path).isTrue();
      String pint = header.group(4).equals("-") ? "–" : header.group(4);
      return header.group(1) + " | " + pint + " | " + header.group(2) + ", " + header.group(3);
    } catch (IOException e) {
      throw new AssertionError(path + " cannot be read", e);
    }
  }
}
