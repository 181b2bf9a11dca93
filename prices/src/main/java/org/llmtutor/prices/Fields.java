package org.llmtutor.prices;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Span;
import org.llmtutor.rules.yaml.YamlEntry;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlScalar;
import org.llmtutor.rules.yaml.YamlSequence;

/** Takes values out of one mapping of a file and tells of those that are missing or wrong. */
final class Fields {

  private final YamlMapping mapping;
  private final Reporter shape;
  private final Reporter value;
  private final String file;
  private final Consumer<? super Problem> sink;

  Fields(YamlMapping mapping, String file, Consumer<? super Problem> sink) {
    this.mapping = mapping;
    this.file = file;
    this.sink = sink;
    this.shape = new Reporter(PriceChecks.SHAPE, file, sink);
    this.value = new Reporter(PriceChecks.VALUE, file, sink);
  }

  Fields of(YamlMapping inner) {
    return new Fields(inner, file, sink);
  }

  YamlMapping mapping() {
    return mapping;
  }

  boolean has(String key) {
    return mapping.has(key);
  }

  /** Tells of every key that is none of these. */
  Fields allow(List<String> known) {
    for (YamlEntry entry : mapping.entries()) {
      String key = entry.key().value();
      if (!known.contains(key)) {
        String otherwise = "known here: " + String.join(", ", known);
        shape.report(
            entry.key().span(),
            Quoted.of(key) + ": unknown",
            DidYouMean.remedy(key, known, otherwise));
      }
    }
    return this;
  }

  void wrong(Span span, String message, String remedy) {
    value.report(span, message, remedy);
  }

  void missing(String key, String remedy) {
    shape.report(mapping.span(), Quoted.of(key) + ": missing", remedy);
  }

  Span place(String key) {
    return mapping.get(key).map(YamlNode::span).orElse(mapping.span());
  }

  /** A text that must be there and not be empty. */
  @Nullable String text(String key, String remedy) {
    Optional<YamlScalar> found = scalar(key);
    if (found.isEmpty() || found.get().value().isBlank()) {
      if (found.isPresent() || !mapping.has(key)) {
        missing(key, remedy);
      }
      return null;
    }
    return found.get().value();
  }

  /** A single value; empty when it is absent, nothing, or something else, which is told. */
  Optional<YamlScalar> scalar(String key) {
    YamlNode node = mapping.get(key).orElse(null);
    if (node instanceof YamlScalar scalar) {
      return scalar.isNull() ? Optional.empty() : Optional.of(scalar);
    }
    if (node != null) {
      kind(key, node, "one value");
    }
    return Optional.empty();
  }

  /** A mapping; empty when it is absent or something else, which is told. */
  Optional<Fields> inner(String key) {
    YamlNode node = mapping.get(key).orElse(null);
    if (node instanceof YamlMapping inner) {
      return Optional.of(of(inner));
    }
    if (node != null) {
      kind(key, node, "a mapping");
    }
    return Optional.empty();
  }

  /** The mappings of a list; what is none of them is told. */
  List<Fields> inners(String key) {
    List<Fields> inners = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof YamlMapping inner) {
        inners.add(of(inner));
      } else {
        kind(key, item, "a list of mappings");
      }
    }
    return inners;
  }

  /** The texts of a list; what is none of them is told. */
  List<YamlScalar> texts(String key) {
    List<YamlScalar> texts = new ArrayList<>();
    for (YamlNode item : items(key)) {
      if (item instanceof YamlScalar scalar && !scalar.value().isBlank()) {
        texts.add(scalar);
      } else {
        kind(key, item, "a list of texts");
      }
    }
    return texts;
  }

  private List<YamlNode> items(String key) {
    YamlNode node = mapping.get(key).orElse(null);
    if (node instanceof YamlSequence list) {
      return list.items();
    }
    if (node != null && !(node instanceof YamlScalar scalar && scalar.isNull())) {
      kind(key, node, "a list");
    }
    return List.of();
  }

  private void kind(String key, YamlNode node, String wanted) {
    shape.report(
        node.span(),
        Quoted.of(key) + ": " + node.kind() + " instead of " + wanted,
        "write " + wanted);
  }

  /** A point in time, {@code otherwise} when absent or wrong, which is told. */
  @Nullable Instant instant(String key, @Nullable Instant otherwise) {
    Optional<YamlScalar> found = scalar(key);
    if (found.isEmpty()) {
      return otherwise;
    }
    String text = found.get().value();
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      wrong(
          found.get().span(),
          Quoted.of(text) + ": not a time",
          "use 2026-01-31T00:00:00Z, or 2026-01-31 for its start in UTC");
      return otherwise;
    }
  }
}
