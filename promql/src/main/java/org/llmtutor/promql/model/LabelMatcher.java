package org.llmtutor.promql.model;

import org.llmtutor.promql.PromqlException;

/**
 * A condition on one label, {@code job=~"a|b"}. A label that is absent counts as empty. Immutable
 * and safe for concurrent use.
 */
public final class LabelMatcher {

  /** How a value is compared. */
  public enum Type {
    /** {@code =}. */
    EQUAL("="),
    /** {@code !=}. */
    NOT_EQUAL("!="),
    /** {@code =~}, anchored at both ends. */
    REGEX("=~"),
    /** {@code !~}, anchored at both ends. */
    NOT_REGEX("!~");

    private final String symbol;

    Type(String symbol) {
      this.symbol = symbol;
    }

    /** As it is written. */
    public String symbol() {
      return symbol;
    }
  }

  private final String name;
  private final Type type;
  private final String value;
  private final ValueTest test;

  /**
   * A condition on the label {@code name}.
   *
   * @throws PromqlException when {@code value} should be an RE2 expression and is not
   */
  public LabelMatcher(String name, Type type, String value) {
    this.name = name;
    this.type = type;
    this.value = value;
    this.test = ValueTest.of(type, value);
  }

  /** The label. */
  public String name() {
    return name;
  }

  /** How its value is compared. */
  public Type type() {
    return type;
  }

  /** What its value is compared with. */
  public String value() {
    return value;
  }

  /** Whether a label with {@code candidate} as its value fulfils the condition. */
  public boolean matches(String candidate) {
    return test.holds(candidate);
  }

  /** Whether {@code labels} fulfil the condition. */
  public boolean matches(Labels labels) {
    return test.holds(labels.get(name));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LabelMatcher matcher
        && name.equals(matcher.name)
        && type == matcher.type
        && value.equals(matcher.value);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * name.hashCode() + type.hashCode()) + value.hashCode();
  }

  /** As it is written, {@code job=~"a|b"}. */
  @Override
  public String toString() {
    return SeriesText.labelName(name) + type.symbol() + Quoted.of(value);
  }
}
