package org.llmtutor.promql.engine;

/** A string. */
record TextNode(String text) implements Node {}
