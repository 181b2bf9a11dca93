package org.llmtutor.promql.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.source.Diagnostic;

/** Checks that an expression makes sense: the types of operands and arguments, names, selectors. */
public final class TypeChecker {

  private static final int MOST = 20;

  private TypeChecker() {}

  /**
   * All problems of {@code expr} in the order of their places, twenty at most; empty when it may be
   * evaluated. Linear in the size of the tree, at any depth.
   */
  public static List<Diagnostic> check(Expr expr, LanguageProfile profile) {
    List<Diagnostic> problems = new ArrayList<>();
    Set<Expr> infoSelectors = Collections.newSetFromMap(new IdentityHashMap<>());
    NodeChecker nodes = new NodeChecker(profile, problems, infoSelectors);
    Tree.walk(
        expr,
        entered -> {
          if (entered instanceof Call call) {
            noteInfoSelector(call, infoSelectors);
          }
        },
        left -> {
          if (problems.size() < MOST) {
            nodes.check(left);
          }
        });
    problems.sort((a, b) -> Integer.compare(a.position().start(), b.position().start()));
    return List.copyOf(problems.subList(0, Math.min(MOST, problems.size())));
  }

  /** The second argument of {@code info} may match everything. */
  private static void noteInfoSelector(Call call, Set<Expr> infoSelectors) {
    if (call.function().equals("info")
        && call.arguments().size() > 1
        && call.arguments().get(1) instanceof VectorSelector selector) {
      infoSelectors.add(selector);
    }
  }
}
