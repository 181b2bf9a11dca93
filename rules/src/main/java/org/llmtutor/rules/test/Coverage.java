package org.llmtutor.rules.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.llmtutor.promql.ast.BinaryExpr;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.Call;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.source.SourceText;
import org.llmtutor.rules.file.Rule;

/**
 * What tests reach of the rules: that an alert is seen to fire and seen not to, that a recording
 * rule gives a series, and that each side of an {@code or} has a result. Not thread-safe.
 */
public final class Coverage {

  /** A branch of a rule, in words, and whether a test reached it. */
  public record Branch(String what, boolean reached) {}

  /** A rule with its branches. */
  public record Covered(String file, int line, String rule, List<Branch> branches) {

    /** Copies the list. */
    public Covered {
      branches = List.copyOf(branches);
    }
  }

  private record Key(String file, int line, String rule) {}

  static final String FIRES = "fires";
  static final String QUIET = "stays quiet";
  static final String RECORDS = "records a series";

  private static final int SLICE = 40;

  private final Map<Key, Map<String, Boolean>> rules = new LinkedHashMap<>();

  /** Nothing reached yet. */
  public Coverage() {}

  /** Makes the rule known, with its branches. */
  void know(String file, Rule rule, Expr expr) {
    Map<String, Boolean> branches = rules.computeIfAbsent(key(file, rule), k -> new TreeMap<>());
    if (rule.kind().equals("alert")) {
      branches.putIfAbsent(FIRES, false);
      if (!alwaysFires(expr)) {
        branches.putIfAbsent(QUIET, false);
      }
    } else {
      branches.putIfAbsent(RECORDS, false);
    }
    sides(rule, expr).keySet().forEach(side -> branches.putIfAbsent(side, false));
  }

  /** Whether it is meant as a dead man's switch, which no series can keep quiet. */
  private static boolean alwaysFires(Expr expr) {
    return expr instanceof Call call && call.function().equals("vector");
  }

  /** Notes that a test reached a branch. */
  void reach(String file, Rule rule, String branch) {
    Map<String, Boolean> branches = rules.get(key(file, rule));
    if (branches != null) {
      branches.put(branch, true);
    }
  }

  /** The sides of each {@code or} in an expression, by what they are called. */
  static Map<String, Expr> sides(Rule rule, Expr expr) {
    Map<String, Expr> sides = new LinkedHashMap<>();
    SourceText text = new SourceText(rule.expr().value());
    Tree.walk(
        expr,
        part -> {
          if (part instanceof BinaryExpr binary && binary.op() == BinaryOp.OR) {
            for (Expr side : List.of(binary.lhs(), binary.rhs())) {
              if (!(side instanceof BinaryExpr inner && inner.op() == BinaryOp.OR)) {
                String flat = text.slice(text.trim(side.position())).replaceAll("\\s+", " ");
                String name =
                    flat.codePointCount(0, flat.length()) <= SLICE
                        ? flat
                        : flat.substring(0, flat.offsetByCodePoints(0, SLICE - 1)) + "…";
                sides.put("side of or: " + name, side);
              }
            }
          }
        },
        part -> {});
    return sides;
  }

  /** All rules in the order of their files. */
  public List<Covered> rules() {
    List<Covered> all = new ArrayList<>();
    rules.forEach(
        (key, branches) -> {
          List<Branch> list = new ArrayList<>();
          branches.forEach((what, reached) -> list.add(new Branch(what, reached)));
          all.add(new Covered(key.file(), key.line(), key.rule(), list));
        });
    return all;
  }

  /** How many branches there are. */
  public long total() {
    return rules.values().stream().mapToLong(Map::size).sum();
  }

  /** How many of them tests reached. */
  public long reached() {
    return rules.values().stream()
        .flatMap(branches -> branches.values().stream())
        .filter(reached -> reached)
        .count();
  }

  private static Key key(String file, Rule rule) {
    return new Key(file, rule.name().span().line(), rule.name().value());
  }
}
