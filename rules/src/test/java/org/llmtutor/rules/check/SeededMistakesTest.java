package org.llmtutor.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.query.CheckSettings;

/**
 * Files with one mistake each, whose header says what is found and which text the carets cover:
 * {@code # expect: ID SEVERITY LINE:COLUMN `text`}. Beside a file may lie the page of metrics it is
 * checked against, the project's settings, and another rule file.
 */
class SeededMistakesTest {

  private static final Path SEEDED = Path.of("src/test/resources/seeded");
  private static final Pattern EXPECTED =
      Pattern.compile("# expect: (\\S+) (\\S+) (\\d+):(\\d+) `(.*)`");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(SEEDED)) {
      return files.filter(path -> path.toString().endsWith(".yml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void findsTheMistakeAndPointsAtIt(Path path) throws IOException {
    SourceText source = new SourceText(path.toString(), Files.readString(path));
    Matcher expected = EXPECTED.matcher(source.text());
    assertThat(expected.find()).as("has a header").isTrue();
    List<Problem> problems = problems(path);
    assertThat(problems)
        .filteredOn(problem -> problem.id().equals(expected.group(1)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.severity()).hasToString(expected.group(2));
              assertThat(problem.span().line() + ":" + problem.span().column())
                  .isEqualTo(expected.group(3) + ":" + expected.group(4));
              assertThat(marked(source, problem)).isEqualTo(expected.group(5));
              assertThat(problem.remedy()).isNotBlank();
            });
    assertThat(problems)
        .filteredOn(problem -> !problem.id().equals(expected.group(1)))
        .allMatch(problem -> problem.severity() == Severity.INFO);
  }

  @Test
  void areOfManyKinds() throws IOException {
    assertThat(files().map(SeededMistakesTest::kind).distinct()).hasSizeGreaterThanOrEqualTo(40);
  }

  private static String kind(Path path) {
    try {
      Matcher expected = EXPECTED.matcher(Files.readString(path));
      assertThat(expected.find()).isTrue();
      return expected.group(1);
    } catch (IOException e) {
      throw new AssertionError(path + " cannot be read", e);
    }
  }

  private static String marked(SourceText source, Problem problem) {
    String line = source.line(problem.span().line());
    int from = line.offsetByCodePoints(0, problem.span().column() - 1);
    int left = line.codePointCount(from, line.length());
    return line.substring(
        from, line.offsetByCodePoints(from, Math.min(left, problem.span().length())));
  }

  private static List<Problem> problems(Path path) throws IOException {
    List<Problem> problems = new ArrayList<>();
    List<RuleFile> files = new ArrayList<>();
    Path beside = sibling(path, ".beside");
    if (Files.exists(beside)) {
      read(beside, problems, files);
    }
    read(path, problems, files);
    RuleChecker checker =
        RuleChecker.only(id -> true, settings(path, problems), metrics(path), null);
    files.forEach(file -> checker.check(file, problems::add));
    checker.checkTogether(files, problems::add);
    return problems.stream().filter(problem -> problem.file().equals(path.toString())).toList();
  }

  private static void read(Path path, List<Problem> problems, List<RuleFile> files)
      throws IOException {
    new RuleFileReader()
        .read(path.toString(), new ByteArrayInputStream(Files.readAllBytes(path)), problems::add)
        .ifPresent(files::add);
  }

  private static CheckSettings settings(Path path, List<Problem> problems) throws IOException {
    Path settings = sibling(path, ".settings");
    return Files.exists(settings)
        ? SettingsReader.read(
            new SourceText("settings", Files.readString(settings)),
            RuleChecker::catalogue,
            problems::add)
        : CheckSettings.DEFAULTS;
  }

  private static @Nullable MetricsSnapshot metrics(Path path) throws IOException {
    Path page = sibling(path, ".prom");
    return Files.exists(page) ? MetricsPages.read(Files.readString(page)) : null;
  }

  private static Path sibling(Path path, String ending) {
    return path.resolveSibling(path.getFileName().toString().replace(".yml", ending));
  }
}
