package org.llmtutor.rules.check;

import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds documents after the first, which Prometheus does not read. */
final class DocumentsCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "file/documents", Severity.WARNING, "A rule file is a single YAML document.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.sections().stream()
        .skip(1)
        .filter(section -> !section.kubernetes())
        .forEach(
            section ->
                reporter.report(
                    section.node().span(),
                    "Prometheus reads the first document of a file only, not this one",
                    "move its groups into the first, or into a file of their own"));
  }
}
