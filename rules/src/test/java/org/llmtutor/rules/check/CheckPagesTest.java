package org.llmtutor.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.rules.dashboard.DashboardChecker;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.metrics.MetricsSnapshot;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.query.CheckSettings;

/** Every check is tried on the examples of its own page. */
class CheckPagesTest {

  static Stream<CheckInfo> checks() {
    return RuleChecker.catalogue().stream();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void findsTheWrongExample(CheckInfo check) {
    List<Problem> problems = problems(check, "Wrong");
    assertThat(problems).extracting(Problem::id).containsOnly(check.id());
    assertThat(problems).extracting(Problem::severity).contains(check.severity());
  }

  @ParameterizedTest
  @MethodSource("checks")
  void findsNothingInTheRightExample(CheckInfo check) {
    assertThat(problems(check, "Right")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void statesItsSeverityOnItsPage(CheckInfo check) {
    assertThat(page(check))
        .startsWith("# " + check.id() + "\n")
        .contains("Severity: " + check.severity() + ".");
  }

  @Test
  void hasNoPageWithoutACheck() throws IOException {
    Path docs = Path.of(System.getProperty("project.root"), "docs", "checks");
    try (Stream<Path> pages = Files.list(docs)) {
      assertThat(pages.map(page -> page.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("README.md", "comparison.md"),
                      Stream.concat(checks(), DashboardChecker.own().stream())
                          .map(check -> check.id().replace('/', '-') + ".md"))
                  .toList());
    }
  }

  @Test
  void namesChecksByAreaAndSubject() {
    assertThat(checks().map(CheckInfo::id))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[a-z]+/[a-z-]+"))
        .allMatch(id -> id.equals(id.toLowerCase(Locale.ROOT)));
  }

  @Test
  void knowsNoPageForAnUnknownId() {
    assertThat(RuleChecker.page("rule/unheard-of")).isEmpty();
  }

  private static String page(CheckInfo check) {
    return RuleChecker.page(check.id()).orElseThrow();
  }

  private static String example(CheckInfo check, String heading) {
    String page = page(check);
    String fence = "## " + heading + "\n\n```yaml\n";
    int start = page.indexOf(fence) + fence.length();
    return page.substring(start, page.indexOf("```", start));
  }

  private static @Nullable MetricsSnapshot metrics(String page) {
    int start = page.indexOf("```text\n");
    if (start < 0 || page.contains("## Server\n")) {
      return null;
    }
    return MetricsPages.read(page.substring(start + 8, page.indexOf("```", start + 8)));
  }

  private static List<Problem> problems(CheckInfo check, String heading) {
    String yaml = example(check, heading);
    List<Problem> problems = new ArrayList<>();
    CheckSettings settings = CheckSettings.DEFAULTS;
    if (page(check).contains("## Settings\n")) {
      String text = page(check).replaceFirst("(?s).*?## Settings\n.*?```yaml\n(.*?)```.*", "$1");
      settings =
          SettingsReader.read(
              new SourceText("settings.yml", text), RuleChecker::catalogue, problems::add);
    }
    List<RuleFile> files = files(yaml, problems);
    if (problems.isEmpty()) {
      RuleChecker checker =
          RuleChecker.only(
              id -> true, settings, metrics(page(check)), PageServer.of(page(check), files.get(0)));
      files.forEach(file -> checker.check(file, problems::add));
      checker.checkTogether(files, problems::add);
    }
    return problems;
  }

  /** An example is one file, or several that begin with their names in comments. */
  private static List<RuleFile> files(String yaml, List<Problem> problems) {
    List<RuleFile> files = new ArrayList<>();
    for (String text : yaml.split("---\n(?=# \\S+\\.yml\n)", -1)) {
      files.add(new RuleFileReader().read(new SourceText("rules.yml", text), problems::add));
    }
    return files;
  }
}
