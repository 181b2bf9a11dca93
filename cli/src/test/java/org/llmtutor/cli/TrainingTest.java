package org.llmtutor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

class TrainingTest {

  /** A file that cannot be read would train nothing, and nobody would hear of it. */
  @Test
  void itsRulesAreReadToTheEnd() {
    List<Problem> problems = new ArrayList<>();
    RuleFile file =
        new RuleFileReader().read(new SourceText("training.yml", Training.RULES), problems::add);
    assertThat(problems).extracting(Problem::id).doesNotContain("yaml/parse");
    assertThat(file.rules()).hasSize(8);
  }
}
