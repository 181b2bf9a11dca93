package org.llmtutor.service.llm;

import java.util.List;
import java.util.Optional;

/** What the commonest errors of Python and Java mean, for learners who paste one. */
final class ErrorAdvice {

  private record Advice(String error, String meaning) {}

  private static final List<Advice> KNOWN =
      List.of(
          new Advice(
              "IndentationError",
              "the lines of one block must start in the same column; do not mix tabs and spaces."),
          new Advice(
              "SyntaxError",
              "Python could not read the line, or the one before it: look for a missing colon,"
                  + " bracket or quote."),
          new Advice(
              "NameError", "a name is used that was never given a value; check its spelling."),
          new Advice(
              "TypeError",
              "an operation met a type it does not work with; print type(x) just before the line."),
          new Advice(
              "IndexOutOfBounds",
              "an index is below zero or not below the length; print it together with the length."),
          new Advice(
              "IndexError",
              "an index is not below the length; print it together with len(...) in the loop."),
          new Advice(
              "KeyError", "the dictionary has no such key; look at its keys before the access."),
          new Advice(
              "ValueError", "the type fits but the value does not; print it before the line."),
          new Advice(
              "RecursionError", "the function calls itself for ever; which input ends the calls?"),
          new Advice(
              "StackOverflowError",
              "the method calls itself for ever; which input ends the calls?"),
          new Advice(
              "NullPointerException",
              "something that should be an object is null; the message names which one."),
          new Advice(
              "cannot find symbol",
              "a name is used that was never declared here; check its spelling and where it is"
                  + " declared."),
          new Advice(
              "incompatible types",
              "a value of one type is given to a variable or method of another; compare both."));

  private ErrorAdvice() {}

  /** A sentence about the first known error that {@code text} names. */
  static Optional<String> forText(String text) {
    return KNOWN.stream()
        .filter(advice -> text.contains(advice.error()))
        .findFirst()
        .map(advice -> "About \"%s\": %s".formatted(advice.error(), advice.meaning()));
  }
}
