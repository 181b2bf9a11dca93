package org.llmtutor.promql.parser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.AggregateOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.NearestName;
import org.llmtutor.promql.source.PositionRange;

/** Makes calls, aggregations and parentheses of what stood in them. */
final class Calls {

  private static final List<String> GROUPINGS = List.of("by", "without");

  private final Tokens tokens;
  private final Problems problems;
  private final LabelListParser lists;

  Calls(Tokens tokens, Problems problems, LabelListParser lists) {
    this.tokens = tokens;
    this.problems = problems;
    this.lists = lists;
  }

  /** Whether the word before this token, the name of an aggregation, is meant as one. */
  boolean aggregationFollows() {
    return switch (tokens.kind()) {
      case LEFT_PAREN, BY, WITHOUT, IDENTIFIER, METRIC_IDENTIFIER -> true;
      default -> false;
    };
  }

  /** Reads an aggregation up to and with its opening parenthesis; null when that is missing. */
  Frame.@Nullable Open aggregation(AggregateOp op, int start) {
    List<String> grouping = null;
    boolean without = tokens.at(TokenKind.WITHOUT);
    if (without || tokens.at(TokenKind.BY)) {
      tokens.advance();
      grouping = lists.parse();
    } else if (!tokens.at(TokenKind.LEFT_PAREN)) {
      grouping = misspelt();
    }
    int open = tokens.start();
    if (!tokens.at(TokenKind.LEFT_PAREN)) {
      tokens.unexpected(" in aggregation", "\"(\"", "write " + op.symbol() + "(...)");
      Recovery.skipToParen(tokens);
    }
    if (!tokens.accept(TokenKind.LEFT_PAREN)) {
      return null;
    }
    return new Frame.Open(
        start, open, null, new Frame.Aggregation(op, grouping, without), new ArrayList<>(2));
  }

  /** {@code sum bye (job) (x)}. */
  private @Nullable List<String> misspelt() {
    String near = NearestName.in(GROUPINGS, tokens.text());
    if (near == null) {
      return null;
    }
    tokens.unexpected(" in aggregation", "\"(\"", "did you mean " + near + "?");
    tokens.advance();
    return tokens.at(TokenKind.LEFT_PAREN) ? lists.parse() : null;
  }

  /** What {@code open} and its last argument make; its closing parenthesis was read. */
  Expr close(Frame.Open open, Expr last) {
    if (!open.takesArguments()) {
      return new ParenExpr(last, tokens.since(open.start()));
    }
    open.arguments().add(last);
    return finish(open);
  }

  /** The call whose closing parenthesis was read. */
  Expr finish(Frame.Open open) {
    Frame.Aggregation aggregation = open.aggregation();
    if (aggregation != null) {
      return aggregate(open, aggregation);
    }
    String function = open.function();
    if (function == null) {
      throw new IllegalStateException("neither a function nor an aggregation");
    }
    Call call = new Call(function, open.arguments(), tokens.since(open.start()));
    checkInfo(call);
    return call;
  }

  /** The second argument of {@code info} selects by labels alone. */
  private void checkInfo(Call call) {
    if (call.function().equals("info")
        && call.arguments().size() > 1
        && call.arguments().get(1) instanceof VectorSelector selector
        && selector.position().start() < selector.position().end()
        && tokens.charAt(selector.position().start()) != '{') {
      problems.add(
          selector.position(),
          "expected label selectors only, got vector selector instead",
          "write the matchers in braces without a name");
    }
  }

  private Expr aggregate(Frame.Open open, Frame.Aggregation head) {
    List<String> grouping = head.grouping();
    boolean without = head.without();
    if (grouping == null && (tokens.at(TokenKind.BY) || tokens.at(TokenKind.WITHOUT))) {
      without = tokens.at(TokenKind.WITHOUT);
      tokens.advance();
      grouping = lists.parse();
    }
    PositionRange position = tokens.since(open.start());
    List<Expr> arguments = open.arguments();
    Expr last = checked(head.op(), arguments, position);
    if (last == null) {
      return new ParenExpr(new Call(head.op().symbol(), arguments, position), position);
    }
    return new AggregateExpr(
        head.op(),
        last,
        head.op().takesParameter() ? arguments.get(0) : null,
        grouping == null ? List.of() : grouping,
        without,
        position);
  }

  /** The last argument; null when there are too many or too few, which it says. */
  private @Nullable Expr checked(AggregateOp op, List<Expr> arguments, PositionRange position) {
    int wanted = op.takesParameter() ? 2 : 1;
    if (arguments.size() == wanted) {
      return arguments.get(wanted - 1);
    }
    String usage = op.symbol() + (wanted == 2 ? "(parameter, vector)" : "(vector)");
    String problem =
        arguments.isEmpty()
            ? "no arguments for aggregate expression provided"
            : "wrong number of arguments for aggregate expression provided, expected "
                + wanted
                + ", got "
                + arguments.size();
    problems.add(position, problem, "write " + usage);
    return null;
  }
}
