package org.llmtutor.rules.check;

import java.util.List;
import java.util.stream.Stream;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.TextField;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.template.Template;
import org.llmtutor.rules.template.TemplateData;
import org.llmtutor.rules.template.TemplateException;

/** Finds annotations and labels whose templates cannot be read, or fail when they are rendered. */
final class TemplateCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/template", Severity.ERROR, "Templates can be read and call functions that exist.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    file.alerts()
        .flatMap(alert -> Stream.concat(alert.labels().stream(), alert.annotations().stream()))
        .filter(TemplateCheck::hasBraces)
        .forEach(text -> check(file, text, reporter));
  }

  private static boolean hasBraces(TextField text) {
    return text.value().value().contains("{{") || text.value().value().contains("}}");
  }

  private static void check(RuleFile file, TextField text, Reporter reporter) {
    String value = text.value().value();
    try {
      Template template = Template.parse(value);
      template.strayEnds().forEach(use -> strayEnd(file, text, use, reporter));
      template.queries().forEach(use -> query(file, text, use, reporter));
      template.render(TemplateData.TRIAL);
    } catch (TemplateException e) {
      if (e.kind() != TemplateException.Kind.DATA) {
        boolean refused = e.kind() == TemplateException.Kind.SYNTAX;
        reporter.report(
            refused ? Severity.ERROR : Severity.WARNING,
            text.value().spanOf(file.source(), e.from(), e.to()),
            e.problem(),
            e.remedy());
      }
    }
  }

  private static void strayEnd(RuleFile file, TextField text, Template.Use use, Reporter reporter) {
    int at = text.value().value().indexOf("}}", use.from());
    reporter.report(
        Severity.WARNING,
        text.value().spanOf(file.source(), at, at + 2),
        "'}}' without '{{' before it",
        "open it or remove it");
  }

  private static void query(RuleFile file, TextField text, Template.Use use, Reporter reporter) {
    List<Diagnostic> problems = Promql.problems(use.name(), LanguageProfile.ALL);
    if (!problems.isEmpty()) {
      Diagnostic problem = problems.get(0);
      reporter.report(
          Severity.WARNING,
          text.value().spanOf(file.source(), use.from(), use.to()),
          Quoted.of(use.name()) + ": " + problem.message(),
          problem.remedy());
    }
  }
}
