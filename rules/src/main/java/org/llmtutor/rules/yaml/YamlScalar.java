package org.llmtutor.rules.yaml;

import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;

/**
 * A single value: text, number, boolean or nothing; {@code value} is always its text.
 *
 * @param value the text after unfolding and unescaping
 * @param form how it is written
 * @param start the index of its first character (quote and block indicator included) in the source
 * @param end the index just after its last character
 * @param span the first line of its content
 */
public record YamlScalar(String value, ScalarForm form, int start, int end, Span span)
    implements YamlNode {

  /** Whether it is YAML's null: nothing, {@code ~} or {@code null}, not in quotes. */
  public boolean isNull() {
    return form == ScalarForm.PLAIN
        && (value.isEmpty() || value.equals("~") || value.equalsIgnoreCase("null"));
  }

  /**
   * Where {@code value.substring(from, to)} stands in the file, up to the end of its first line.
   * Exact for every character that is not white space.
   */
  public Span spanOf(SourceText source, int from, int to) {
    return ScalarPositions.of(source, this).span(from, to);
  }

  @Override
  public String kind() {
    return isNull() ? "nothing" : "a text";
  }
}
