package org.llmtutor.promql.model;

/**
 * A series with its samples.
 *
 * @param labels which series
 * @param samples in the order of time
 */
public record Series(Labels labels, Samples samples) {}
