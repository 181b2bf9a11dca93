package org.llmtutor.rules.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;
import org.llmtutor.rules.yaml.ScalarForm;
import org.llmtutor.rules.yaml.YamlLimits;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlReader;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * Reads rule files: plain ones, Kubernetes {@code PrometheusRule} objects and lists of them,
 * several documents to a file. Lenient on purpose: what YAML itself allows is read as far as it
 * makes sense, and the checks say what is wrong with it. Immutable.
 */
public final class RuleFileReader {

  private final YamlReader yaml = new YamlReader(YamlLimits.DEFAULT);

  /**
   * Reads a file called {@code name} and tells {@code sink} what is wrong with it as YAML.
   *
   * @return the file, or empty when it is not even text
   * @throws IOException when {@code input} cannot be read
   */
  public Optional<RuleFile> read(String name, InputStream input, Consumer<? super Problem> sink)
      throws IOException {
    return yaml.decode(name, input, sink).map(source -> read(source, sink));
  }

  /** Reads {@code source} and tells {@code sink} what is wrong with it as YAML. */
  public RuleFile read(SourceText source, Consumer<? super Problem> sink) {
    List<Problem> flaws = new ArrayList<>();
    List<YamlNode> documents = yaml.read(source, flaws::add);
    flaws.forEach(sink);
    if (documents.stream().anyMatch(RuleFileReader::isUnitTest)) {
      return new RuleFile(source, RuleFile.Kind.UNIT_TESTS, List.of());
    }
    List<RuleSection> sections = new ArrayList<>();
    documents.forEach(document -> addSections(document, sections));
    return new RuleFile(
        source, flaws.isEmpty() ? RuleFile.Kind.RULES : RuleFile.Kind.BROKEN, sections);
  }

  private static boolean isUnitTest(YamlNode document) {
    return document instanceof YamlMapping root
        && !root.has("groups")
        && (root.has("tests") || root.has("rule_files"));
  }

  private static void addSections(YamlNode document, List<RuleSection> sections) {
    if (document instanceof YamlScalar scalar && scalar.isNull()) {
      return;
    }
    if (!(document instanceof YamlMapping root) || !root.has("kind") || root.has("groups")) {
      sections.add(section(document, false));
      return;
    }
    String kind = Fields.text(root, "kind").map(YamlScalar::value).orElse("");
    if (kind.endsWith("List")) {
      Fields.mappings(root, "items").forEach(item -> addSections(item, sections));
    } else if (kind.equals("PrometheusRule")) {
      YamlNode spec = root.get("spec").orElse(new YamlMapping(List.of(), root.span()));
      sections.add(section(spec, true));
    }
  }

  private static RuleSection section(YamlNode node, boolean kubernetes) {
    List<RuleGroup> groups = new ArrayList<>();
    if (node instanceof YamlMapping mapping) {
      Fields.mappings(mapping, "groups").forEach(group -> groups.add(group(group)));
    }
    return new RuleSection(node, kubernetes, groups);
  }

  private static RuleGroup group(YamlMapping node) {
    List<Rule> rules = new ArrayList<>();
    for (YamlMapping rule : Fields.mappings(node, "rules")) {
      if (rule.has("alert")) {
        rules.add(alert(rule));
      } else if (rule.has("record")) {
        rules.add(recording(rule));
      }
    }
    YamlScalar name = Fields.text(node, "name").orElseGet(() -> missing(node.span()));
    return new RuleGroup(node, name, Fields.texts(node, "labels"), rules);
  }

  private static AlertingRule alert(YamlMapping node) {
    YamlScalar name = name(node, "alert");
    return new AlertingRule(
        node,
        name,
        Fields.text(node, "expr").orElseGet(() -> missing(name.span())),
        Fields.text(node, "for").orElse(null),
        Fields.text(node, "keep_firing_for").orElse(null),
        Fields.texts(node, "labels"),
        Fields.texts(node, "annotations"));
  }

  private static RecordingRule recording(YamlMapping node) {
    YamlScalar name = name(node, "record");
    YamlScalar expr = Fields.text(node, "expr").orElseGet(() -> missing(name.span()));
    return new RecordingRule(node, name, expr, Fields.texts(node, "labels"));
  }

  private static YamlScalar name(YamlMapping node, String key) {
    return Fields.text(node, key)
        .orElseGet(
            () -> missing(node.entry(key).map(entry -> entry.key().span()).orElse(node.span())));
  }

  private static YamlScalar missing(Span near) {
    return new YamlScalar("", ScalarForm.PLAIN, 0, 0, near);
  }
}
