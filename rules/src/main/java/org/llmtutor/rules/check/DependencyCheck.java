package org.llmtutor.rules.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.parser.Parser;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.source.SourceText;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.rules.file.RecordingRule;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;

/**
 * Finds rules that read a recorded series before it is recorded: from a later rule of their group,
 * or from another group, which runs at times of its own.
 */
final class DependencyCheck implements RuleSetCheck {

  private record Place(RuleFile file, RuleGroup group, int index) {}

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "rule/dependency",
        Severity.WARNING,
        "Recorded series are recorded earlier in the group that reads them.");
  }

  @Override
  public void check(List<RuleFile> files, Function<RuleFile, Reporter> reporters) {
    Map<String, List<Place>> recorded = new HashMap<>();
    for (RuleFile file : files) {
      file.groups().forEach(group -> index(file, group, recorded));
    }
    if (recorded.isEmpty()) {
      return;
    }
    for (RuleFile file : files) {
      Reporter reporter = reporters.apply(file);
      file.groups()
          .forEach(
              group -> {
                for (int i = 0; i < group.rules().size(); i++) {
                  check(new Place(file, group, i), recorded, reporter);
                }
              });
    }
  }

  private static void index(RuleFile file, RuleGroup group, Map<String, List<Place>> recorded) {
    for (int i = 0; i < group.rules().size(); i++) {
      if (group.rules().get(i) instanceof RecordingRule rule && !rule.name().value().isEmpty()) {
        recorded
            .computeIfAbsent(rule.name().value(), name -> new ArrayList<>())
            .add(new Place(file, group, i));
      }
    }
  }

  private static void check(Place reader, Map<String, List<Place>> recorded, Reporter reporter) {
    Rule rule = reader.group().rules().get(reader.index());
    Expr expr = Parser.parse(rule.expr().value(), LanguageProfile.ALL).expr();
    if (expr == null) {
      return;
    }
    Tree.walk(
        expr,
        part -> {
          if (part instanceof VectorSelector selector && selector.name() != null) {
            List<Place> places = recorded.getOrDefault(selector.name(), List.of());
            if (!places.isEmpty()) {
              read(reader, rule, selector, places, reporter);
            }
          }
        },
        part -> {});
  }

  @SuppressWarnings("ReferenceEquality") // two groups may say the same and are still two
  private static void read(
      Place reader, Rule rule, VectorSelector selector, List<Place> places, Reporter reporter) {
    String name = String.valueOf(selector.name());
    boolean own = false;
    for (Place place : places) {
      if (place.group() == reader.group()) {
        own = true;
        if (place.index() < reader.index()) {
          return;
        }
      }
    }
    SourceText text = new SourceText(rule.expr().value());
    PositionRange trimmed = text.trim(selector.position());
    int from = text.charIndex(trimmed.start());
    Place first = places.get(0);
    if (own && !rule.name().value().equals(name)) {
      reporter.report(
          rule.expr().spanOf(reader.file().source(), from, from + name.length()),
          Quoted.of(name)
              + ": recorded later in this group, so that this rule reads the last round",
          "move the recording rule above it");
    } else if (!own) {
      reporter.report(
          Severity.INFO,
          rule.expr().spanOf(reader.file().source(), from, from + name.length()),
          Quoted.of(name)
              + ": recorded by the group "
              + Quoted.of(first.group().name().value())
              + ", which runs at times of its own; it can be one interval old",
          "move both into one group, the recording rule first, if that matters");
    }
  }
}
