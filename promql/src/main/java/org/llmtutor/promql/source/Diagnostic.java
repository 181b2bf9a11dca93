package org.llmtutor.promql.source;

/**
 * Something wrong in a PromQL text.
 *
 * @param position which part
 * @param message what is wrong: what was found, what was expected
 * @param remedy what to write instead; empty when there is nothing to suggest
 */
public record Diagnostic(PositionRange position, String message, String remedy) {}
