package org.llmtutor.promql.types;

import java.util.Collection;
import java.util.List;
import java.util.StringJoiner;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.NearestName;

/** What to write instead of a call that does not fit. */
final class FunctionHints {

  private FunctionHints() {}

  static String remedy(String name, Collection<String> known) {
    if (name.equals("holt_winters")) {
      return "it is called double_exponential_smoothing since Prometheus 3.0";
    }
    return NearestName.remedy(known, name, "see the list of PromQL functions");
  }

  /** The signature as {@code round(instant vector[, scalar])}. */
  static String usage(FunctionSignature signature) {
    StringJoiner text = new StringJoiner(", ", signature.name() + "(", ")");
    List<ValueType> arguments = signature.arguments();
    for (int i = 0; i < arguments.size(); i++) {
      boolean optional = i >= signature.minimum();
      boolean repeats = signature.repeatsLast() && i == arguments.size() - 1;
      String type = arguments.get(i).text() + (repeats ? "..." : "");
      text.add(optional ? "[" + type + "]" : type);
    }
    return text.toString();
  }

  static String conversion(ValueType wanted, ValueType found, Expr expr) {
    if (wanted == ValueType.MATRIX && found == ValueType.VECTOR) {
      return expr instanceof VectorSelector
          ? "add a range such as [5m]"
          : "add a range such as [5m:1m], which makes it a subquery";
    }
    if (wanted == ValueType.VECTOR && found == ValueType.MATRIX) {
      return "remove the range, or put a function such as rate(...) around it";
    }
    if (wanted == ValueType.VECTOR && found == ValueType.SCALAR) {
      return "put vector(...) around it";
    }
    if (wanted == ValueType.SCALAR && found == ValueType.VECTOR) {
      return "put scalar(...) around it";
    }
    return wanted == ValueType.STRING ? "write a text in quotes" : "";
  }
}
