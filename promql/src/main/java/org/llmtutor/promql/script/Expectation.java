package org.llmtutor.promql.script;

import com.google.re2j.Pattern;

/**
 * What must hold for a result beside its values.
 *
 * @param kind what it is about
 * @param match how {@code text} is meant
 * @param text the message or the pattern; empty for {@link Match#ANY}
 */
record Expectation(Kind kind, Match match, String text) {

  /** What an expectation is about. */
  enum Kind {
    /** The query fails. */
    FAIL,
    /** There are warnings. */
    WARN,
    /** There are infos. */
    INFO,
    /** There is no warning. */
    NO_WARN,
    /** There is no info. */
    NO_INFO,
    /** The series come in the order in which they are written. */
    ORDERED
  }

  /** How a message is compared. */
  enum Match {
    /** Any will do. */
    ANY,
    /** The very words. */
    MESSAGE,
    /** A pattern that occurs in it. */
    REGEX
  }

  /** Whether {@code message} is what is expected. */
  boolean fits(String message) {
    if (match == Match.REGEX) {
      return Pattern.compile(text).matcher(message).find();
    }
    return match == Match.ANY || text.equals(message);
  }

  /** What to say when nothing fits. */
  String describe() {
    return match == Match.ANY ? "any" : (match == Match.REGEX ? "a match of " : "") + text;
  }
}
