package org.llmtutor.rules.check;

import java.util.stream.Stream;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/** Finds annotations and labels whose templates do not close what they open. */
final class TemplateCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/template", Severity.ERROR, "Templates close their braces, quotes and blocks.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    Stream<TextField> texts =
        file.alerts()
            .flatMap(alert -> Stream.concat(alert.labels().stream(), alert.annotations().stream()));
    texts.forEach(
        text ->
            TemplateScan.of(text.value().value())
                .ifPresent(
                    flaw ->
                        reporter.report(
                            flaw.severity(),
                            text.value().spanOf(file.source(), flaw.from(), flaw.to()),
                            flaw.message(),
                            flaw.remedy())));
  }
}
