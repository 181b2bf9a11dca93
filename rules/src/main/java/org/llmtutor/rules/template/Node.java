package org.llmtutor.rules.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a template that writes. */
sealed interface Node {

  /** Text as it is. */
  record Text(String text, int from) implements Node {}

  /** Writes the value of a pipeline, unless it declares a variable. */
  record Action(Pipeline pipeline) implements Node {}

  /** What a branch does with its pipeline. */
  enum Kind {
    IF,
    WITH,
    RANGE
  }

  /** Writes one of two bodies, or one of them several times. */
  record Branch(Kind kind, Pipeline pipeline, List<Node> body, List<Node> otherwise)
      implements Node {}

  /** Writes the template that is defined under a name. */
  record Include(String name, @Nullable Pipeline data, int from, int to) implements Node {}

  /** Ends the innermost range, or only its current round. */
  record Jump(boolean again) implements Node {}
}
