package org.llmtutor.promql.histogram;

/** A native histogram with float counts. Immutable. */
public final class FloatHistogram {}
