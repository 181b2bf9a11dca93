package org.llmtutor.rules.check;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields of each kind of mapping in a rule file.
 *
 * @param what the mapping, for messages
 * @param fields each field with its shape
 * @param kubernetesFields fields that only a {@code PrometheusRule} may have
 */
record Schema(String what, Map<String, Shape> fields, Map<String, Shape> kubernetesFields) {

  /**
   * What a field may hold.
   *
   * @param kind text, mapping of texts, or list
   * @param items the schema of a list's items
   */
  record Shape(Kind kind, @Nullable Schema items) {}

  /** The three shapes that occur. */
  enum Kind {
    TEXT,
    TEXTS,
    LIST
  }

  private static final Shape TEXT = new Shape(Kind.TEXT, null);
  private static final Shape TEXTS = new Shape(Kind.TEXTS, null);

  /** A rule. */
  static final Schema RULE =
      new Schema(
          "a rule",
          Map.of(
              "alert", TEXT,
              "record", TEXT,
              "expr", TEXT,
              "for", TEXT,
              "keep_firing_for", TEXT,
              "labels", TEXTS,
              "annotations", TEXTS),
          Map.of());

  /** A group. */
  static final Schema GROUP =
      new Schema(
          "a rule group",
          Map.of(
              "name", TEXT,
              "interval", TEXT,
              "query_offset", TEXT,
              "limit", TEXT,
              "labels", TEXTS,
              "rules", new Shape(Kind.LIST, RULE)),
          Map.of("partial_response_strategy", TEXT));

  /** The whole file, or a {@code PrometheusRule}'s spec. */
  static final Schema FILE =
      new Schema("a rule file", Map.of("groups", new Shape(Kind.LIST, GROUP)), Map.of());

  /** All fields that are allowed, in alphabetical order. */
  Map<String, Shape> allowed(boolean kubernetes) {
    Map<String, Shape> allowed = new TreeMap<>(fields);
    if (kubernetes) {
      allowed.putAll(kubernetesFields);
    }
    return allowed;
  }
}
