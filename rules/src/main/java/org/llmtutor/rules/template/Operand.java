package org.llmtutor.rules.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A word of a command. All know their place. */
sealed interface Operand {

  /** The index of the first character. */
  int from();

  /** The index after the last character. */
  int to();

  /** A function. */
  record Function(String name, int from, int to) implements Operand {}

  /** A variable, its dollar included. */
  record Variable(String name, int from, int to) implements Operand {}

  /** What the template is applied to. */
  record Dot(int from, int to) implements Operand {}

  /** A string, a number, a truth value or nil. */
  record Constant(@Nullable Object value, int from, int to) implements Operand {}

  /** A pipeline in parentheses. */
  record Nested(Pipeline pipeline, int from, int to) implements Operand {}

  /** Fields of a value, one inside the other. */
  record Chain(Operand base, List<String> fields, int from, int to) implements Operand {}
}
