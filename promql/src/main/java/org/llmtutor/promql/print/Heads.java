package org.llmtutor.promql.print;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.AggregateExpr;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorMatching.Cardinality;
import org.llmtutor.promql.model.LabelNames;
import org.llmtutor.promql.model.NameScheme;
import org.llmtutor.promql.model.Quoted;
import org.llmtutor.promql.number.FloatText;

/** Operators with all that modifies them. */
final class Heads {

  /** Words that are something else than a label in a list of labels. */
  private static final Set<String> NOT_BARE =
      Set.of("fill", "fill_left", "fill_right", "inf", "nan", "without");

  private Heads() {}

  /** {@code sum by (job) }, or {@code sum} without grouping. */
  static String aggregate(AggregateExpr expr) {
    String op = expr.op().symbol();
    if (expr.without()) {
      return op + " without " + labels(expr.grouping()) + " ";
    }
    return expr.grouping().isEmpty() ? op : op + " by " + labels(expr.grouping()) + " ";
  }

  /** {@code + on (job) group_left ()}. */
  static String operator(BinaryExpr expr) {
    return expr.op().symbol()
        + (expr.returnBool() ? " bool" : "")
        + (expr.matching() == null ? "" : matching(expr.matching()));
  }

  /** {@code -} or {@code +}. */
  static String sign(UnaryExpr expr) {
    return expr.negative() ? "-" : "+";
  }

  private static String matching(VectorMatching matching) {
    boolean left = matching.cardinality() == Cardinality.MANY_TO_ONE;
    boolean right = matching.cardinality() == Cardinality.ONE_TO_MANY;
    StringBuilder text = new StringBuilder();
    if (!matching.labels().isEmpty() || matching.on() || left || right) {
      text.append(matching.on() ? " on " : " ignoring ").append(labels(matching.labels()));
    }
    if (left || right) {
      text.append(left ? " group_left " : " group_right ").append(labels(matching.include()));
    }
    return text.append(fill(matching.fillLeft(), matching.fillRight())).toString();
  }

  private static String fill(@Nullable Double left, @Nullable Double right) {
    if (left != null && left.equals(right)) {
      return " fill (" + FloatText.format(left) + ")";
    }
    return (left == null ? "" : " fill_left (" + FloatText.format(left) + ")")
        + (right == null ? "" : " fill_right (" + FloatText.format(right) + ")");
  }

  private static String labels(List<String> names) {
    return names.stream().map(Heads::label).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String label(String name) {
    boolean bare =
        LabelNames.isValid(name, NameScheme.CLASSIC)
            && !NOT_BARE.contains(name.toLowerCase(Locale.ROOT));
    return bare ? name : Quoted.of(name);
  }
}
