package org.llmtutor.promql.engine;

/**
 * A part of a planned query. Immutable: what changes during an evaluation is in {@link Evaluation}.
 */
sealed interface Node permits ScalarNode, VectorNode, RangeNode, TextNode {}
