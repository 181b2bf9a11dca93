package org.llmtutor.promql.engine;

/**
 * A planned part of a query.
 *
 * @param node how to evaluate it
 * @param invariant whether it is the same at each step
 * @param worthOnce whether an invariant part gains from being evaluated only once
 */
record Planned(Node node, boolean invariant, boolean worthOnce) {

  /** The node, evaluated only once where that is the same. */
  Node once() {
    return worthOnce ? invariantNode() : node;
  }

  /** The node as one that is evaluated once, although it may be cheap. */
  Node invariantNode() {
    if (node instanceof VectorNode vector) {
      return new InvariantVector(vector);
    }
    return node instanceof ScalarNode scalar ? new ScalarNodes.Invariant(scalar) : node;
  }
}
