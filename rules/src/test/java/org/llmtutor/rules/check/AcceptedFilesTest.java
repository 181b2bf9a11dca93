package org.llmtutor.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;

/** Unusual files that Prometheus loads: whatever is said of them, it is no error. */
class AcceptedFilesTest {

  private static final Path ACCEPTED = Path.of("src/test/resources/accepted");

  /** Refused all the same: by Prometheus 3 the one, because of its type tag the other. */
  private static final Set<String> REFUSED = Set.of("prometheus2-holt-winters.yml", "tag.yml");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(ACCEPTED)) {
      return files
          .filter(path -> !REFUSED.contains(path.getFileName().toString()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void haveNoErrors(Path path) throws IOException {
    assertThat(problems(path)).filteredOn(AcceptedFilesTest::isError).isEmpty();
  }

  @Test
  void doNotExcuseWhatIsRefusedOnPurpose() throws IOException {
    for (String name : REFUSED) {
      assertThat(problems(ACCEPTED.resolve(name)))
          .filteredOn(AcceptedFilesTest::isError)
          .hasSize(1);
    }
  }

  private static boolean isError(Problem problem) {
    return problem.severity() == Severity.ERROR;
  }

  private static List<Problem> problems(Path path) throws IOException {
    List<Problem> problems = new ArrayList<>();
    RuleFile file =
        new RuleFileReader()
            .read(
                path.toString(), new ByteArrayInputStream(Files.readAllBytes(path)), problems::add)
            .orElseThrow();
    RuleChecker checker = RuleChecker.all();
    checker.check(file, problems::add);
    checker.checkTogether(List.of(file), problems::add);
    return problems;
  }
}
