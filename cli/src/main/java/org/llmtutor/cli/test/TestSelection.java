package org.llmtutor.cli.test;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import org.llmtutor.cli.failure.CliException;

/** Which tests run: those whose name contains a match of one of the patterns, or all. */
record TestSelection(List<Pattern> names) {

  /**
   * Reads the patterns.
   *
   * @throws CliException when one is no regular expression
   */
  static TestSelection of(List<String> patterns) {
    return new TestSelection(patterns.stream().map(TestSelection::compile).toList());
  }

  private static Pattern compile(String pattern) {
    try {
      return Pattern.compile(pattern);
    } catch (PatternSyntaxException e) {
      throw CliException.usage(
          "--run '"
              + pattern
              + "': not a regular expression, "
              + e.getDescription()
              + "; correct it");
    }
  }

  boolean includes(String name) {
    return names.isEmpty() || names.stream().anyMatch(pattern -> pattern.matcher(name).find());
  }
}
