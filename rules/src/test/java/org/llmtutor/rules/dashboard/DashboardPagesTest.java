package org.llmtutor.rules.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

/** Every check of dashboards is tried on the examples of its own page. */
class DashboardPagesTest {

  static Stream<CheckInfo> checks() {
    return DashboardChecker.own().stream();
  }

  @ParameterizedTest
  @MethodSource("checks")
  void findsTheWrongExample(CheckInfo check) {
    assertThat(problems(check, "Wrong"))
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.id()).isEqualTo(check.id());
              assertThat(problem.severity()).isEqualTo(check.severity());
              assertThat(problem.remedy()).isNotBlank();
            });
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
  void knowsNoPageForAnUnknownId() {
    assertThat(DashboardChecker.page("dashboard/unheard-of")).isEmpty();
  }

  private static String page(CheckInfo check) {
    return DashboardChecker.page(check.id()).orElseThrow();
  }

  private static List<Problem> problems(CheckInfo check, String heading) {
    String page = page(check);
    String fence = "## " + heading + "\n\n```json\n";
    int start = page.indexOf(fence) + fence.length();
    List<Problem> problems = new ArrayList<>();
    List<Dashboard> dashboards = new ArrayList<>();
    for (String file : page.substring(start, page.indexOf("```", start)).split("\n(?=\\{)", -1)) {
      SourceText source = new SourceText(dashboards.size() + ".json", file);
      DashboardReader.read(source, problems::add).ifPresent(dashboards::add);
    }
    DashboardChecker.only(id -> true, null).check(dashboards, problems::add);
    return problems;
  }
}
