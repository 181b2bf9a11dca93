package org.llmtutor.rules.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;

/** Writes one template once. Not thread-safe. */
final class Renderer implements TemplateFunctions.Scene {

  /** How many characters one text may have. */
  private static final int LONGEST = 1_000_000;

  /** How deep templates may include each other. */
  private static final int DEEPEST = 100;

  private enum Signal {
    NONE,
    BREAK,
    CONTINUE
  }

  private static final class Variable {
    private final String name;
    private @Nullable Object value;

    private Variable(String name, @Nullable Object value) {
      this.name = name;
      this.value = value;
    }
  }

  private final TemplateData data;
  private final Map<String, List<Node>> definitions;
  private Deque<Variable> variables = new ArrayDeque<>();
  private StringBuilder out = new StringBuilder();
  private int depth;

  Renderer(TemplateData data, Map<String, List<Node>> definitions) {
    this.data = data;
    this.definitions = definitions;
  }

  String render(List<Node> body) {
    Map<String, @Nullable Object> root = new TreeMap<>();
    root.put("Labels", data.labels().toMap());
    root.put("ExternalLabels", data.externalLabels());
    root.put("ExternalURL", data.externalUrl());
    root.put("Value", data.value());
    declare("$", root);
    declare("$labels", data.labels().toMap());
    declare("$externalLabels", data.externalLabels());
    declare("$externalURL", data.externalUrl());
    declare("$value", data.value());
    write(body, root);
    return out.toString();
  }

  @Override
  public TemplateData data() {
    return data;
  }

  @Override
  public String render(String name, @Nullable Object dot) {
    List<Node> body = definitions.get(name);
    if (body == null) {
      throw Failure.type("'" + name + "': no such template", "define it");
    }
    if (++depth > DEEPEST) {
      throw Failure.data("'" + name + "': includes itself without end", "end the recursion");
    }
    StringBuilder outer = out;
    Deque<Variable> outerVariables = variables;
    out = new StringBuilder();
    variables = new ArrayDeque<>();
    declare("$", dot);
    write(body, dot);
    String text = out.toString();
    out = outer;
    variables = outerVariables;
    depth--;
    return text;
  }

  private Signal write(List<Node> nodes, @Nullable Object dot) {
    int scope = variables.size();
    Signal signal = Signal.NONE;
    for (Node node : nodes) {
      signal = write(node, dot);
      if (signal != Signal.NONE) {
        break;
      }
    }
    leave(scope);
    return signal;
  }

  private Signal write(Node node, @Nullable Object dot) {
    if (node instanceof Node.Text text) {
      append(text.text(), text.from());
    } else if (node instanceof Node.Action action) {
      Object value = value(action.pipeline(), dot);
      if (action.pipeline().variables().isEmpty()) {
        append(GoValues.text(value), action.pipeline().from());
      }
    } else if (node instanceof Node.Branch branch) {
      return branch(branch, dot);
    } else if (node instanceof Node.Include include) {
      Pipeline pipeline = include.data();
      Object inner = pipeline == null ? null : value(pipeline, dot);
      try {
        append(render(include.name(), inner), include.from());
      } catch (Failure failure) {
        throw failure.at(include.from(), include.to());
      }
    } else if (node instanceof Node.Jump jump) {
      return jump.again() ? Signal.CONTINUE : Signal.BREAK;
    }
    return Signal.NONE;
  }

  private void append(String text, int at) {
    if (out.length() + text.length() > LONGEST) {
      throw new TemplateException(
          TemplateException.Kind.DATA,
          at,
          at + 1,
          "longer than " + LONGEST + " characters",
          "write less");
    }
    out.append(text);
  }

  private Signal branch(Node.Branch branch, @Nullable Object dot) {
    int scope = variables.size();
    Signal signal = Signal.NONE;
    if (branch.kind() == Node.Kind.RANGE) {
      signal = range(branch, dot);
    } else {
      Object value = value(branch.pipeline(), dot);
      boolean truth = GoValues.truth(value);
      Object inner = truth && branch.kind() == Node.Kind.WITH ? value : dot;
      signal = write(truth ? branch.body() : branch.otherwise(), inner);
    }
    leave(scope);
    return signal;
  }

  private Signal range(Node.Branch branch, @Nullable Object dot) {
    Pipeline pipeline = branch.pipeline();
    Map<Object, @Nullable Object> items = items(pipeline, evaluate(pipeline, dot));
    if (items.isEmpty()) {
      return write(branch.otherwise(), dot);
    }
    for (Map.Entry<Object, @Nullable Object> item : items.entrySet()) {
      int scope = variables.size();
      bind(pipeline, item.getKey(), item.getValue());
      Signal signal = write(branch.body(), item.getValue());
      leave(scope);
      if (signal == Signal.BREAK) {
        break;
      }
    }
    return Signal.NONE;
  }

  private void bind(Pipeline pipeline, Object key, @Nullable Object value) {
    List<String> names = pipeline.variables();
    if (!names.isEmpty()) {
      set(names.get(names.size() - 1), value, pipeline.declares());
    }
    if (names.size() == 2) {
      set(names.get(0), key, pipeline.declares());
    }
  }

  private static Map<Object, @Nullable Object> items(Pipeline pipeline, @Nullable Object value) {
    Map<Object, @Nullable Object> items = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      new TreeMap<>(map).forEach(items::put);
    } else if (value instanceof Collection<?> list) {
      long index = 0;
      for (Object item : list) {
        items.put(index++, item);
      }
    } else if (value instanceof Long count && count <= LONGEST) {
      for (long i = 0; i < count; i++) {
        items.put(i, i);
      }
    } else if (value != null) {
      throw new TemplateException(
          TemplateException.Kind.TYPE,
          pipeline.from(),
          pipeline.to(),
          "range over a " + GoValues.type(value),
          "range over a query's result");
    }
    return items;
  }

  /** The value of a pipeline, its variables set. */
  private @Nullable Object value(Pipeline pipeline, @Nullable Object dot) {
    Object value = evaluate(pipeline, dot);
    for (String name : pipeline.variables()) {
      set(name, value, pipeline.declares());
    }
    return value;
  }

  private @Nullable Object evaluate(Pipeline pipeline, @Nullable Object dot) {
    Object value = null;
    boolean first = true;
    for (List<Operand> command : pipeline.commands()) {
      value = command(command, dot, !first, value);
      first = false;
    }
    return value;
  }

  private @Nullable Object command(
      List<Operand> operands, @Nullable Object dot, boolean piped, @Nullable Object last) {
    Operand head = operands.get(0);
    if (!(head instanceof Operand.Function function)) {
      if (piped || operands.size() > 1) {
        throw new TemplateException(
            TemplateException.Kind.TYPE,
            head.from(),
            head.to(),
            "a value that is given arguments",
            "put a function before it");
      }
      return operand(head, dot);
    }
    List<@Nullable Object> arguments = new ArrayList<>();
    boolean and = function.name().equals("and");
    boolean or = function.name().equals("or");
    Iterator<Operand> rest = operands.subList(1, operands.size()).iterator();
    while (rest.hasNext()) {
      Object argument = operand(rest.next(), dot);
      if ((and && !GoValues.truth(argument)) || (or && GoValues.truth(argument))) {
        return argument;
      }
      arguments.add(argument);
    }
    if (piped) {
      arguments.add(last);
    }
    int from = head.from();
    int to = operands.get(operands.size() - 1).to();
    try {
      return TemplateFunctions.call(function.name(), arguments, this);
    } catch (Failure failure) {
      throw failure.at(from, to);
    } catch (TemplateException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new TemplateException(
          TemplateException.Kind.DATA, from, to, String.valueOf(e.getMessage()), "correct it");
    }
  }

  private @Nullable Object operand(Operand operand, @Nullable Object dot) {
    if (operand instanceof Operand.Constant constant) {
      return constant.value();
    }
    if (operand instanceof Operand.Dot) {
      return dot;
    }
    if (operand instanceof Operand.Variable variable) {
      return find(variable.name()).value;
    }
    if (operand instanceof Operand.Nested nested) {
      return evaluate(nested.pipeline(), dot);
    }
    if (operand instanceof Operand.Chain chain) {
      Object value = operand(chain.base(), dot);
      for (String field : chain.fields()) {
        value = field(value, field, chain);
      }
      return value;
    }
    return command(List.of(operand), dot, false, null);
  }

  private static @Nullable Object field(@Nullable Object value, String name, Operand place) {
    if (value instanceof Map<?, ?> map) {
      Object found = map.get(name);
      return found == null ? "" : found;
    }
    if (value instanceof Labels labels) {
      return labels.get(name);
    }
    if (value instanceof TemplateData.Sample sample && name.equals("Labels")) {
      return sample.labels().toMap();
    }
    if (value instanceof TemplateData.Sample sample && name.equals("Value")) {
      return sample.value();
    }
    // Times have methods in Go; they are not here, and so nothing is known to be wrong.
    throw new TemplateException(
        TemplateFunctions.isTime(value) ? TemplateException.Kind.DATA : TemplateException.Kind.TYPE,
        place.from(),
        place.to(),
        "a " + GoValues.type(value) + " has no field '" + name + "'",
        "fields are .Labels, .Value, .ExternalLabels and .ExternalURL");
  }

  private Variable find(String name) {
    for (Variable variable : variables) {
      if (variable.name.equals(name)) {
        return variable;
      }
    }
    throw new IllegalStateException(name + ": not declared, though it parsed");
  }

  private void set(String name, @Nullable Object value, boolean declares) {
    if (declares) {
      declare(name, value);
    } else {
      find(name).value = value;
    }
  }

  private void declare(String name, @Nullable Object value) {
    variables.push(new Variable(name, value));
  }

  private void leave(int scope) {
    while (variables.size() > scope) {
      variables.pop();
    }
  }
}
