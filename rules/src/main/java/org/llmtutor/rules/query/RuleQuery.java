package org.llmtutor.rules.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.parser.ParseResult;
import org.llmtutor.promql.parser.Parser;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.source.SourceText;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.promql.types.TypeChecker;
import org.llmtutor.rules.file.Rule;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleGroup;
import org.llmtutor.rules.problem.Span;
import org.llmtutor.rules.yaml.YamlScalar;

/** A rule's expression, parsed once for all checks. Immutable. */
public final class RuleQuery {

  private static final int SLICE = 60;

  private final RuleFile file;
  private final RuleGroup group;
  private final CheckSettings settings;
  private final Rule rule;
  private final SourceText text;
  private final String shown;
  private final @Nullable Expr expr;
  private final List<Diagnostic> problems;
  private final List<Diagnostic> experimental;

  /** Parses the expression of {@code rule}, with everything that needs a feature flag allowed. */
  public RuleQuery(RuleFile file, RuleGroup group, Rule rule, CheckSettings settings) {
    this(file, group, rule, settings, rule.expr().value());
  }

  /**
   * The same for an expression that people know as {@code shown}, a text of the same length in
   * which what differs stands in the same places.
   */
  public RuleQuery(
      RuleFile file, RuleGroup group, Rule rule, CheckSettings settings, String shown) {
    this.shown = shown;
    this.file = file;
    this.group = group;
    this.settings = settings;
    this.rule = rule;
    String written = rule.expr().value();
    this.text = new SourceText(written);
    Reading stable = Reading.of(written, LanguageProfile.STABLE);
    // Nearly every expression needs no feature flag, and is read once.
    Reading all = stable.problems().isEmpty() ? stable : Reading.of(written, LanguageProfile.ALL);
    this.expr = all.expr();
    this.problems = all.problems();
    this.experimental = problems.isEmpty() ? stable.problems() : List.of();
  }

  /** An expression as one profile of the language has it, with what is wrong there. */
  private record Reading(@Nullable Expr expr, List<Diagnostic> problems) {

    static Reading of(String written, LanguageProfile profile) {
      ParseResult parsed = Parser.parse(written, profile);
      Expr expr = parsed.expr();
      return new Reading(expr, expr == null ? parsed.problems() : TypeChecker.check(expr, profile));
    }
  }

  /** The group of the rule. */
  public RuleGroup group() {
    return group;
  }

  /** What the project asks of it. */
  public CheckSettings settings() {
    return settings;
  }

  /** The rule. */
  public Rule rule() {
    return rule;
  }

  /** What is wrong with its syntax or types, in the order of the text; empty for a sound one. */
  public List<Diagnostic> problems() {
    return problems;
  }

  /** The expression; null when it has {@link #problems}. */
  public @Nullable Expr expr() {
    return problems.isEmpty() ? expr : null;
  }

  /** The text of a part of the expression on one line, its end left out where it is long. */
  public String slice(PositionRange part) {
    PositionRange trimmed = text.trim(part);
    String flat =
        shown
            .substring(text.charIndex(trimmed.start()), text.charIndex(trimmed.end()))
            .replaceAll("\\s+", " ");
    int length = flat.codePointCount(0, flat.length());
    return length <= SLICE ? flat : flat.substring(0, flat.offsetByCodePoints(0, SLICE - 1)) + "…";
  }

  /** Where a part of the expression stands in the file, up to the end of its first line. */
  public Span span(PositionRange part) {
    PositionRange trimmed = text.trim(part);
    int from = text.charIndex(trimmed.start());
    int to = text.charIndex(trimmed.end());
    return rule.expr().spanOf(file.source(), from, to);
  }

  /** Where {@code value.substring(from, to)} of a text of the same file stands. */
  public Span span(YamlScalar value, int from, int to) {
    return value.spanOf(file.source(), from, to);
  }

  /** What Prometheus would refuse unless feature flags are given. */
  public List<Diagnostic> experimental() {
    return experimental;
  }
}
