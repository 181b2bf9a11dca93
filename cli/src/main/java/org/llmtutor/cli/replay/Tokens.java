package org.llmtutor.cli.replay;

import org.llmtutor.cli.json.JsonObject;

/**
 * Tokens of calls.
 *
 * @param input of prompts, from a cache or not
 * @param output of replies, shown or not
 */
record Tokens(long input, long output) {

  static final Tokens NONE = new Tokens(0, 0);

  /** The sums of the classes in a reply's {@code usage} or a report's {@code tokens}. */
  static Tokens of(JsonObject classes) {
    long input = 0;
    long output = 0;
    for (String name : classes.members().keySet()) {
      long count = classes.optionalNumber(name).map(Number::longValue).orElse(0L);
      if (name.equals("output") || name.equals("reasoning")) {
        output += count;
      } else {
        input += count;
      }
    }
    return new Tokens(input, output);
  }

  Tokens plus(Tokens other) {
    return new Tokens(input + other.input, output + other.output);
  }

  Tokens minus(Tokens other) {
    return new Tokens(input - other.input, output - other.output);
  }
}
