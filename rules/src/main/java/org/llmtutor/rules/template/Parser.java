package org.llmtutor.rules.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.problem.Quoted;

/** Builds the tree of a template: text, actions, branches, definitions. */
final class Parser {

  /** How deep branches and parentheses may lie in each other. */
  private static final int DEEPEST = 200;

  /** A parsed template with the templates it defines. */
  record Parsed(List<Node> body, Map<String, List<Node>> definitions) {}

  private record Ending(List<Node> nodes, Token by) {}

  private final List<Token> tokens;
  private final Predicate<String> functions;
  private final Map<String, List<Node>> definitions = new HashMap<>();
  private Deque<String> variables = new ArrayDeque<>();
  private int at;
  private int depth;
  private int ranges;

  private Parser(List<Token> tokens, Predicate<String> functions) {
    this.tokens = tokens;
    this.functions = functions;
  }

  /**
   * Parses {@code text}.
   *
   * @param functions tells whether there is a function of a name
   * @param variables what is declared before it begins, dollars included
   * @throws TemplateException at the first thing that is wrong
   */
  static Parsed parse(String text, Predicate<String> functions, List<String> variables) {
    Parser parser = new Parser(Lexer.tokens(text), functions);
    variables.forEach(parser.variables::push);
    Ending ending = parser.list(null);
    return new Parsed(ending.nodes(), Map.copyOf(parser.definitions));
  }

  /** Reads up to the {@code end} or {@code else} of {@code opener}, or to the end of the text. */
  private Ending list(@Nullable Token opener) {
    List<Node> nodes = new ArrayList<>();
    while (true) {
      Token token = next();
      if (token.is(Token.Kind.END)) {
        if (opener != null) {
          throw syntax(opener, opener.text() + " without end", "add {{ end }}");
        }
        return new Ending(nodes, token);
      }
      if (token.is(Token.Kind.TEXT)) {
        nodes.add(new Node.Text(token.text(), token.from()));
        continue;
      }
      Token first = peek(); // after the opening braces
      if (first.word("end") || first.word("else")) {
        if (opener == null) {
          throw syntax(first, first.text() + " without if, range or with before it", "remove it");
        }
        at++;
        return new Ending(nodes, first);
      }
      action(first, nodes);
    }
  }

  private void action(Token first, List<Node> nodes) {
    if (!first.is(Token.Kind.WORD)) {
      nodes.add(new Node.Action(closed(pipeline(true))));
      return;
    }
    switch (first.text()) {
      case "if", "with", "range" -> {
        at++;
        nodes.add(branch(first));
      }
      case "define", "block" -> {
        at++;
        define(first, nodes);
      }
      case "template" -> {
        at++;
        nodes.add(include(first));
      }
      case "break", "continue" -> {
        at++;
        if (ranges == 0) {
          throw syntax(first, first.text() + " outside of a range", "remove it");
        }
        expectClose();
        nodes.add(new Node.Jump(first.text().equals("continue")));
      }
      default -> nodes.add(new Node.Action(closed(pipeline(true))));
    }
  }

  private Node branch(Token opener) {
    deeper(opener);
    int scope = variables.size();
    Node.Kind kind =
        switch (opener.text()) {
          case "if" -> Node.Kind.IF;
          case "with" -> Node.Kind.WITH;
          default -> Node.Kind.RANGE;
        };
    Pipeline pipeline = closed(pipeline(true));
    ranges += kind == Node.Kind.RANGE ? 1 : 0;
    Ending body = list(opener);
    ranges -= kind == Node.Kind.RANGE ? 1 : 0;
    List<Node> otherwise = body.by().word("else") ? otherwise(opener, kind) : List.of();
    if (body.by().word("end")) {
      expectClose();
    }
    forget(scope);
    depth--;
    return new Node.Branch(kind, pipeline, List.copyOf(body.nodes()), otherwise);
  }

  /** Reads what follows an {@code else}, its {@code end} included. */
  private List<Node> otherwise(Token opener, Node.Kind kind) {
    Token next = peek();
    String again = kind == Node.Kind.WITH ? "with" : "if";
    if (kind != Node.Kind.RANGE && next.word(again)) {
      at++;
      return List.of(branch(next));
    }
    expectClose();
    Ending ending = list(opener);
    if (ending.by().word("else")) {
      throw syntax(ending.by(), "a second else", "remove it, or write else if before it");
    }
    expectClose();
    return List.copyOf(ending.nodes());
  }

  private void define(Token opener, List<Node> nodes) {
    deeper(opener);
    Token name = templateName(opener);
    boolean block = opener.text().equals("block");
    Pipeline data = block ? pipeline(false) : null;
    expectClose();
    Deque<String> outer = variables;
    variables = new ArrayDeque<>(List.of("$"));
    Ending body = list(opener);
    variables = outer;
    if (body.by().word("else")) {
      throw syntax(body.by(), "else without if, range or with before it", "remove it");
    }
    expectClose();
    depth--;
    definitions.put(name.text(), List.copyOf(body.nodes()));
    if (block) {
      nodes.add(new Node.Include(name.text(), data, name.from(), name.to()));
    }
  }

  private Node include(Token opener) {
    Token name = templateName(opener);
    Pipeline data = peek().is(Token.Kind.CLOSE) ? null : pipeline(false);
    expectClose();
    return new Node.Include(name.text(), data, name.from(), name.to());
  }

  private Token templateName(Token opener) {
    Token name = next();
    if (!name.is(Token.Kind.STRING)) {
      throw syntax(name, opener.text() + " needs a name", "write it in double quotes");
    }
    return name;
  }

  /** A pipeline up to what closes it, which is left. */
  private Pipeline pipeline(boolean mayDeclare) {
    int from = peek().from();
    List<String> names = new ArrayList<>();
    boolean declares = mayDeclare && declaration(names);
    List<List<Operand>> commands = new ArrayList<>();
    do {
      commands.add(command(!commands.isEmpty()));
    } while (accept(Token.Kind.PIPE));
    int to = tokens.get(at - 1).to();
    if (declares) {
      names.forEach(variables::push);
    }
    return new Pipeline(List.copyOf(names), declares, List.copyOf(commands), from, to);
  }

  /** Reads {@code $a :=}, {@code $a, $b :=} or {@code $a =}; whether the names are new. */
  private boolean declaration(List<String> names) {
    if (!peek().is(Token.Kind.VARIABLE)) {
      return false;
    }
    Token second = tokens.get(at + 1);
    boolean pair = second.is(Token.Kind.COMMA) && tokens.get(at + 2).is(Token.Kind.VARIABLE);
    Token sign = pair ? tokens.get(at + 3) : second;
    if (!sign.is(Token.Kind.DECLARE) && !sign.is(Token.Kind.ASSIGN)) {
      return false;
    }
    names.add(peek().text());
    if (pair) {
      names.add(tokens.get(at + 2).text());
    }
    boolean declares = sign.is(Token.Kind.DECLARE);
    if (!declares) {
      known(peek());
    }
    at += pair ? 4 : 2;
    return declares;
  }

  private List<Operand> command(boolean piped) {
    List<Operand> operands = new ArrayList<>();
    while (true) {
      Token token = peek();
      if (token.is(Token.Kind.PIPE)
          || token.is(Token.Kind.CLOSE)
          || token.is(Token.Kind.RIGHT_PAREN)) {
        break;
      }
      if (!operands.isEmpty() && !token.spaced()) {
        throw syntax(token, Quoted.of(token.text()) + ": no space before it", "put one there");
      }
      operands.add(operand());
    }
    if (operands.isEmpty()) {
      throw syntax(peek(), "a value is missing here", "write one, such as $value");
    }
    Operand first = operands.get(0);
    if ((piped || operands.size() > 1) && !callable(first)) {
      throw new TemplateException(
          TemplateException.Kind.SYNTAX,
          first.from(),
          first.to(),
          "a value that is given arguments",
          "put a function before it, such as printf");
    }
    return List.copyOf(operands);
  }

  private static boolean callable(Operand operand) {
    return !(operand instanceof Operand.Constant) && !(operand instanceof Operand.Dot);
  }

  private Operand operand() {
    Operand base = term();
    List<String> fields = new ArrayList<>();
    int to = base.to();
    while (peek().is(Token.Kind.FIELD) && !peek().spaced()) {
      fields.add(peek().text().substring(1));
      to = next().to();
    }
    if (fields.isEmpty()) {
      return base;
    }
    if (base instanceof Operand.Constant || base instanceof Operand.Function) {
      throw syntax(
          tokens.get(at - 1),
          Quoted.of(tokens.get(at - 1).text()) + ": a field of what has none",
          "put a space before it, or parentheses around what has the field");
    }
    if (base instanceof Operand.Chain chain) {
      List<String> all = new ArrayList<>(chain.fields());
      all.addAll(fields);
      return new Operand.Chain(chain.base(), List.copyOf(all), base.from(), to);
    }
    return new Operand.Chain(base, List.copyOf(fields), base.from(), to);
  }

  private Operand term() {
    Token token = next();
    int from = token.from();
    int to = token.to();
    return switch (token.kind()) {
      case WORD -> word(token);
      case VARIABLE -> {
        known(token);
        yield new Operand.Variable(token.text(), from, to);
      }
      case FIELD ->
          new Operand.Chain(
              new Operand.Dot(from, from), List.of(token.text().substring(1)), from, to);
      case DOT -> new Operand.Dot(from, to);
      case STRING -> new Operand.Constant(token.text(), from, to);
      case CHARACTER -> new Operand.Constant((long) token.text().codePointAt(0), from, to);
      case NUMBER -> new Operand.Constant(number(token), from, to);
      case LEFT_PAREN -> {
        deeper(token);
        Pipeline inner = pipeline(false);
        Token close = next();
        if (!close.is(Token.Kind.RIGHT_PAREN)) {
          throw syntax(token, "'(' without ')'", "close it");
        }
        depth--;
        yield new Operand.Nested(inner, from, close.to());
      }
      default -> throw syntax(token, Quoted.of(token.text()) + ": not expected here", "remove it");
    };
  }

  private Operand word(Token token) {
    int from = token.from();
    int to = token.to();
    return switch (token.text()) {
      case "true", "false" -> new Operand.Constant(token.text().equals("true"), from, to);
      case "nil" -> new Operand.Constant(null, from, to);
      default -> function(token);
    };
  }

  private Operand function(Token token) {
    if (!functions.test(token.text())) {
      throw syntax(
          token,
          Quoted.of(token.text()) + ": no such function",
          FunctionNames.remedy(token.text()));
    }
    return new Operand.Function(token.text(), token.from(), token.to());
  }

  private static Object number(Token token) {
    String text = token.text().replace("_", "");
    try {
      return Long.decode(text);
    } catch (NumberFormatException notWhole) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException e) {
        throw syntax(token, Quoted.of(token.text()) + ": not a number", "write one, such as 0.5");
      }
    }
  }

  private void known(Token variable) {
    if (!variables.contains(variable.text())) {
      throw syntax(
          variable,
          Quoted.of(variable.text()) + ": no such variable",
          FunctionNames.variableRemedy(variable.text(), variables));
    }
  }

  private void forget(int scope) {
    while (variables.size() > scope) {
      variables.pop();
    }
  }

  private void deeper(Token token) {
    if (++depth > DEEPEST) {
      throw syntax(token, "more than " + DEEPEST + " levels deep", "define a template for a part");
    }
  }

  private Pipeline closed(Pipeline pipeline) {
    expectClose();
    return pipeline;
  }

  private void expectClose() {
    Token token = next();
    if (!token.is(Token.Kind.CLOSE)) {
      throw syntax(token, Quoted.of(token.text()) + ": not expected here", "close with }} first");
    }
  }

  private boolean accept(Token.Kind kind) {
    if (!peek().is(kind)) {
      return false;
    }
    at++;
    return true;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (!token.is(Token.Kind.END)) {
      at++;
    }
    return token;
  }

  private static TemplateException syntax(Token token, String problem, String remedy) {
    return new TemplateException(
        TemplateException.Kind.SYNTAX, token.from(), token.to(), problem, remedy);
  }
}
