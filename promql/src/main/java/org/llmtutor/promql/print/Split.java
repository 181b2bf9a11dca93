package org.llmtutor.promql.print;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.ExprVisitor;
import org.llmtutor.promql.ast.MatrixSelector;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.ParenExpr;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.SubqueryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorSelector;

/** Breaks a node that is too long for its line into blocks. */
final class Split implements ExprVisitor<List<Block>> {

  private final int level;
  private final boolean indented;
  private final List<Block> blocks = new ArrayList<>();

  Split(Block.Node node) {
    this.level = node.level();
    this.indented = node.indented();
  }

  @Override
  public List<Block> number(NumberLiteral expr) {
    return whole(expr);
  }

  @Override
  public List<Block> string(StringLiteral expr) {
    return whole(expr);
  }

  @Override
  public List<Block> vectorSelector(VectorSelector expr) {
    return whole(expr);
  }

  @Override
  public List<Block> matrixSelector(MatrixSelector expr) {
    return whole(expr);
  }

  @Override
  public List<Block> subquery(SubqueryExpr expr) {
    blocks.add(new Block.Node(expr.expr(), level, indented));
    StringBuilder brackets = new StringBuilder();
    for (Object part : Selectors.subqueryBrackets(expr)) {
      brackets.append(part instanceof String text ? text : Printer.printPart(part));
    }
    return text(brackets.toString());
  }

  @Override
  public List<Block> aggregate(AggregateExpr expr) {
    List<Expr> arguments =
        expr.parameter() == null ? List.of(expr.expr()) : List.of(expr.parameter(), expr.expr());
    return parenthesised(Heads.aggregate(expr), arguments);
  }

  @Override
  public List<Block> binary(BinaryExpr expr) {
    blocks.add(new Block.Node(expr.lhs(), level + 1, indented));
    text("\n");
    blocks.add(new Block.Indent(level));
    text(Heads.operator(expr) + "\n");
    blocks.add(new Block.Node(expr.rhs(), level + 1, true));
    return blocks;
  }

  @Override
  public List<Block> unary(UnaryExpr expr) {
    indent();
    text(Heads.sign(expr));
    blocks.add(new Block.Node(expr.expr(), level, false));
    return blocks;
  }

  @Override
  public List<Block> paren(ParenExpr expr) {
    return parenthesised("", List.of(expr.expr()));
  }

  @Override
  public List<Block> call(Call expr) {
    return expr.arguments().isEmpty()
        ? whole(expr)
        : parenthesised(expr.function(), expr.arguments());
  }

  private List<Block> whole(Expr expr) {
    indent();
    return text(Printer.print(expr));
  }

  private List<Block> parenthesised(String head, List<Expr> arguments) {
    indent();
    text(head + "(\n");
    for (int i = 0; i < arguments.size(); i++) {
      if (i > 0) {
        text(",\n");
      }
      blocks.add(new Block.Node(arguments.get(i), level + 1, true));
    }
    text("\n");
    blocks.add(new Block.Indent(level));
    return text(")");
  }

  private void indent() {
    if (indented) {
      blocks.add(new Block.Indent(level));
    }
  }

  private List<Block> text(String text) {
    blocks.add(new Block.Text(text));
    return blocks;
  }
}
