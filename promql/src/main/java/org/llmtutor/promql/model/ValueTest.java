package org.llmtutor.promql.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import org.llmtutor.promql.PromqlException;

/** A question about a label's value. */
@FunctionalInterface
interface ValueTest {

  boolean holds(String value);

  static ValueTest of(LabelMatcher.Type type, String operand) {
    return switch (type) {
      case EQUAL -> operand::equals;
      case NOT_EQUAL -> value -> !value.equals(operand);
      case REGEX -> regex(operand);
      case NOT_REGEX -> {
        ValueTest matching = regex(operand);
        yield value -> !matching.holds(value);
      }
    };
  }

  /** The whole value against an RE2 expression, quicker where plain text comparisons suffice. */
  private static ValueTest regex(String expression) {
    return SimplePattern.of(expression).orElseGet(() -> compiled(expression));
  }

  private static ValueTest compiled(String expression) {
    try {
      Pattern pattern = Pattern.compile(expression, Pattern.DOTALL);
      return pattern::matches;
    } catch (PatternSyntaxException wrong) {
      throw new PromqlException(
          Quoted.of(expression) + ": not a regular expression: " + wrong.getMessage(),
          "use RE2 syntax, which has no look-around and no back-references");
    }
  }
}
