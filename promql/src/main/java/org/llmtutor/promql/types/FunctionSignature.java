package org.llmtutor.promql.types;

import java.util.List;

/**
 * What a function takes and gives.
 *
 * @param name how it is called
 * @param arguments the types in order; with optional ones the last ones may be left out, with
 *     repeats the last one may stand any number of times
 * @param optional how many of the last arguments may be left out
 * @param repeatsLast whether the last argument may stand more than once (or not at all when it is
 *     also optional)
 * @param result what it gives
 * @param experimental whether a profile must allow it
 */
public record FunctionSignature(
    String name,
    List<ValueType> arguments,
    int optional,
    boolean repeatsLast,
    ValueType result,
    boolean experimental) {

  /** Copies the arguments. */
  public FunctionSignature {
    arguments = List.copyOf(arguments);
  }

  /** The fewest arguments a call may have. */
  public int minimum() {
    return arguments.size() - optional;
  }

  /** The most arguments a call may have; {@link Integer#MAX_VALUE} when the last one repeats. */
  public int maximum() {
    return repeatsLast ? Integer.MAX_VALUE : arguments.size();
  }

  /** The type of the argument with this index, which may be one of the repeated ones. */
  public ValueType argument(int index) {
    return arguments.get(Math.min(index, arguments.size() - 1));
  }
}
