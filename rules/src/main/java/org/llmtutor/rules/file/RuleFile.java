package org.llmtutor.rules.file;

import java.util.List;
import java.util.stream.Stream;
import org.llmtutor.rules.problem.SourceText;

/**
 * A file of rules.
 *
 * @param source its text
 * @param kind whether it holds rules, tests of rules, or could not be read to its end
 * @param sections its documents
 */
public record RuleFile(SourceText source, Kind kind, List<RuleSection> sections) {

  /** What a file holds. */
  public enum Kind {
    /** Rules; also a file that holds nothing that can be recognised. */
    RULES,
    /** Not sound as YAML; only what stands before the break is there. */
    BROKEN,
    /** Unit tests of rules in promtool's format, which are no rules themselves. */
    UNIT_TESTS
  }

  /** Copies the list. */
  public RuleFile {
    sections = List.copyOf(sections);
  }

  /** The groups of all sections. */
  public Stream<RuleGroup> groups() {
    return sections.stream().flatMap(section -> section.groups().stream());
  }

  /** The rules of all groups. */
  public Stream<Rule> rules() {
    return groups().flatMap(group -> group.rules().stream());
  }

  /** The alerting rules of all groups. */
  public Stream<AlertingRule> alerts() {
    return rules()
        .flatMap(rule -> rule instanceof AlertingRule alert ? Stream.of(alert) : Stream.empty());
  }
}
