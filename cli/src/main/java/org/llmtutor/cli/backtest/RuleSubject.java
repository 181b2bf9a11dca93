package org.llmtutor.cli.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.Tree;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.parser.Parser;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.promql.types.TypeChecker;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;

/**
 * A rule to ask a server about.
 *
 * @param file its file
 * @param group its group
 * @param rule the rule
 * @param expr its expression, sound
 */
record RuleSubject(RuleFile file, RuleGroup group, Rule rule, Expr expr) {

  private static final Pattern PLAIN = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

  /** All rules whose expressions are sound, in the order of the files. */
  static List<RuleSubject> of(List<RuleFile> files) {
    List<RuleSubject> subjects = new ArrayList<>();
    for (RuleFile file : files) {
      file.groups()
          .forEach(
              group -> {
                for (Rule rule : group.rules()) {
                  Expr expr = Parser.parse(rule.expr().value(), LanguageProfile.ALL).expr();
                  if (expr != null && TypeChecker.check(expr, LanguageProfile.ALL).isEmpty()) {
                    subjects.add(new RuleSubject(file, group, rule, expr));
                  }
                }
              });
    }
    return subjects;
  }

  /** The selectors of the expression. */
  List<VectorSelector> selectors() {
    List<VectorSelector> selectors = new ArrayList<>();
    Tree.walk(
        expr,
        part -> {
          if (part instanceof VectorSelector selector) {
            selectors.add(selector);
          }
        },
        part -> {});
    return selectors;
  }

  /** The metrics it names, but for names that need quotes. */
  Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    for (VectorSelector selector : selectors()) {
      String name = selector.name();
      if (name != null && PLAIN.matcher(name).matches()) {
        names.add(name);
      }
    }
    return names;
  }
}
