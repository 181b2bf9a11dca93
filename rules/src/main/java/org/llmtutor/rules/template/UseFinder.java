package org.llmtutor.rules.template;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Walks a template and tells what it reads. */
final class UseFinder {

  private final Consumer<Template.Use> labels;
  private final Consumer<Template.Use> values;
  private final Consumer<Template.Use> queries;

  UseFinder(
      Consumer<Template.Use> labels,
      Consumer<Template.Use> values,
      Consumer<Template.Use> queries) {
    this.labels = labels;
    this.values = values;
    this.queries = queries;
  }

  void walk(Parser.Parsed parsed) {
    walk(parsed.body(), true);
    // What dot is in a definition depends on who includes it.
    parsed.definitions().values().forEach(body -> walk(body, false));
  }

  private void walk(List<Node> nodes, boolean root) {
    for (Node node : nodes) {
      if (node instanceof Node.Action action) {
        walk(action.pipeline(), root);
      } else if (node instanceof Node.Branch branch) {
        walk(branch.pipeline(), root);
        walk(branch.body(), root && branch.kind() == Node.Kind.IF);
        walk(branch.otherwise(), root);
      } else if (node instanceof Node.Include include) {
        walkOptional(include.data(), root);
      }
    }
  }

  private void walkOptional(@Nullable Pipeline pipeline, boolean root) {
    if (pipeline != null) {
      walk(pipeline, root);
    }
  }

  private void walk(Pipeline pipeline, boolean root) {
    List<Operand> before = List.of();
    for (List<Operand> command : pipeline.commands()) {
      command.forEach(operand -> walk(operand, root));
      index(command, root);
      query(command, before);
      before = command;
    }
  }

  private void walk(Operand operand, boolean root) {
    if (operand instanceof Operand.Nested nested) {
      walk(nested.pipeline(), root);
    } else if (operand instanceof Operand.Variable variable && variable.name().equals("$value")) {
      values.accept(new Template.Use("$value", operand.from(), operand.to()));
    } else if (operand instanceof Operand.Chain chain) {
      chain(chain, root);
    }
  }

  private void chain(Operand.Chain chain, boolean root) {
    List<String> fields = chain.fields();
    if (variable(chain.base(), "$labels")) {
      labels.accept(new Template.Use(fields.get(0), chain.from(), chain.to()));
    } else if (isRoot(chain.base(), root)) {
      if (fields.get(0).equals("Labels") && fields.size() > 1) {
        labels.accept(new Template.Use(fields.get(1), chain.from(), chain.to()));
      } else if (fields.get(0).equals("Value")) {
        values.accept(new Template.Use(".Value", chain.from(), chain.to()));
      }
    } else {
      walk(chain.base(), root);
    }
  }

  private static boolean isRoot(Operand base, boolean root) {
    return variable(base, "$") || (root && base instanceof Operand.Dot);
  }

  private static boolean variable(Operand operand, String name) {
    return operand instanceof Operand.Variable variable && variable.name().equals(name);
  }

  private void index(List<Operand> command, boolean root) {
    boolean ofLabels =
        command.size() >= 3
            && command.get(0) instanceof Operand.Function function
            && function.name().equals("index")
            && (variable(command.get(1), "$labels")
                || (command.get(1) instanceof Operand.Chain chain
                    && isRoot(chain.base(), root)
                    && chain.fields().equals(List.of("Labels"))));
    if (ofLabels
        && command.get(2) instanceof Operand.Constant constant
        && constant.value() instanceof String label) {
      labels.accept(new Template.Use(label, command.get(0).from(), constant.to()));
    }
  }

  private void query(List<Operand> command, List<Operand> before) {
    if (!(command.get(0) instanceof Operand.Function function)
        || !function.name().equals("query")) {
      return;
    }
    List<Operand> given = command.size() == 1 ? before : command.subList(1, command.size());
    if (given.size() == 1
        && given.get(0) instanceof Operand.Constant constant
        && constant.value() instanceof String text) {
      queries.accept(new Template.Use(text, constant.from() + 1, constant.to() - 1));
    }
  }
}
