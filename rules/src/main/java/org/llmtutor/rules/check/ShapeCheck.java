package org.llmtutor.rules.check;

import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleSection;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.yaml.YamlEntry;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlScalar;
import org.llmtutor.rules.yaml.YamlSequence;

/** Finds lists where mappings belong, mappings where texts belong, and so on. */
final class ShapeCheck implements RuleCheck {

  @Override
  public CheckInfo info() {
    return new CheckInfo(
        "file/shape", Severity.ERROR, "Lists, mappings and texts stand where they belong.");
  }

  @Override
  public void check(RuleFile file, Reporter reporter) {
    for (RuleSection section : file.sections()) {
      mapping(section.node(), Schema.FILE, reporter);
    }
  }

  private static void mapping(YamlNode node, Schema schema, Reporter reporter) {
    if (!(node instanceof YamlMapping mapping)) {
      reporter.report(
          node.span(),
          node.kind() + " where " + schema.what() + " belongs",
          "write it as a mapping with " + String.join(", ", schema.allowed(false).keySet()));
      return;
    }
    for (YamlEntry entry : mapping.entries()) {
      Schema.@Nullable Shape shape = schema.fields().get(entry.key().value());
      if (shape != null && !isNull(entry.value())) {
        field(entry, shape, reporter);
      }
    }
  }

  private static void field(YamlEntry entry, Schema.Shape shape, Reporter reporter) {
    switch (shape.kind()) {
      case TEXT -> text(entry, reporter);
      case TEXTS -> texts(entry, reporter);
      case LIST -> list(entry, shape, reporter);
    }
  }

  private static void text(YamlEntry entry, Reporter reporter) {
    if (!(entry.value() instanceof YamlScalar)) {
      wrong(entry, "a single value", reporter);
    }
  }

  private static void texts(YamlEntry entry, Reporter reporter) {
    if (entry.value() instanceof YamlMapping mapping) {
      mapping.entries().forEach(item -> text(item, reporter));
    } else {
      wrong(entry, "a mapping from names to texts", reporter);
    }
  }

  private static void list(YamlEntry entry, Schema.Shape shape, Reporter reporter) {
    Schema items = shape.items();
    if (!(entry.value() instanceof YamlSequence list) || items == null) {
      wrong(entry, "a list (each item after a dash)", reporter);
      return;
    }
    list.items().forEach(item -> mapping(item, items, reporter));
  }

  private static void wrong(YamlEntry entry, String expected, Reporter reporter) {
    reporter.report(
        entry.value().span(),
        Quoted.of(entry.key().value()) + ": " + entry.value().kind() + " instead of " + expected,
        "write " + expected);
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof YamlScalar scalar && scalar.isNull();
  }
}
