package org.llmtutor.promql.histogram;

/**
 * One bucket of a histogram.
 *
 * @param lower the lower boundary; may be -Inf
 * @param upper the upper boundary; may be +Inf
 * @param lowerInclusive whether observations equal to {@code lower} belong to it
 * @param upperInclusive whether observations equal to {@code upper} belong to it
 * @param count how many observations; a fraction after some operations
 */
public record Bucket(
    double lower, double upper, boolean lowerInclusive, boolean upperInclusive, double count) {}
