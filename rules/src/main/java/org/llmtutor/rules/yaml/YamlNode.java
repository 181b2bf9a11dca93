package org.llmtutor.rules.yaml;

import org.llmtutor.rules.problem.Span;

/** A value in a YAML file. */
public sealed interface YamlNode permits YamlMapping, YamlScalar, YamlSequence {

  /** Where it starts; covers the text of a scalar's first line. */
  Span span();

  /** What it is, for messages: {@code a mapping}, {@code a list}, {@code a text}. */
  String kind();
}
