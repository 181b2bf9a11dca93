package org.llmtutor.rules.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Span;
import org.snakeyaml.engine.v2.common.Anchor;

/** A list or mapping whose end has not been seen yet. */
abstract sealed class OpenNode {

  private final Optional<Anchor> anchor;
  private final Span span;

  private OpenNode(Optional<Anchor> anchor, Span span) {
    this.anchor = anchor;
    this.span = span;
  }

  final Optional<Anchor> anchor() {
    return anchor;
  }

  final Span span() {
    return span;
  }

  /** Whether the next node is a key. */
  abstract boolean expectsKey();

  abstract void add(YamlNode node);

  abstract YamlNode close();

  static final class Sequence extends OpenNode {
    private final List<YamlNode> items = new ArrayList<>();

    Sequence(Optional<Anchor> anchor, Span span) {
      super(anchor, span);
    }

    @Override
    boolean expectsKey() {
      return false;
    }

    @Override
    void add(YamlNode node) {
      items.add(node);
    }

    @Override
    YamlNode close() {
      return new YamlSequence(items, span());
    }
  }

  static final class Mapping extends OpenNode {
    private static final String MERGE = "<<";

    private final Map<String, YamlEntry> entries = new LinkedHashMap<>();
    private final List<YamlNode> merged = new ArrayList<>();
    private final Reporter duplicates;
    private @Nullable YamlScalar key;

    Mapping(Optional<Anchor> anchor, Span span, Reporter duplicates) {
      super(anchor, span);
      this.duplicates = duplicates;
    }

    @Override
    boolean expectsKey() {
      return key == null;
    }

    @Override
    void add(YamlNode node) {
      YamlScalar name = key;
      if (name == null) {
        key = (YamlScalar) node;
        return;
      }
      key = null;
      if (name.value().equals(MERGE) && name.form() == ScalarForm.PLAIN) {
        merged.add(node);
        return;
      }
      YamlEntry first = entries.putIfAbsent(name.value(), new YamlEntry(name, node));
      if (first != null) {
        duplicates.report(
            name.span(),
            Quoted.of(name.value()) + ": stands on line " + first.key().span().line() + " already",
            "keep one of them");
      }
    }

    @Override
    YamlNode close() {
      merged.forEach(this::merge);
      return new YamlMapping(List.copyOf(entries.values()), span());
    }

    /** Keys of the mapping itself win, then those of the mapping merged first. */
    private void merge(YamlNode node) {
      if (node instanceof YamlSequence list) {
        list.items().forEach(this::merge);
      } else if (node instanceof YamlMapping mapping) {
        mapping.entries().forEach(entry -> entries.putIfAbsent(entry.key().value(), entry));
      }
    }
  }
}
