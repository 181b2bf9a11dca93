package org.llmtutor.promql.ast;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.types.LanguageProfile;

/** Random selectors, their brackets and modifiers. */
final class RandomSelector {

  private static final PositionRange NOWHERE = PositionRange.NONE;
  private static final String[] NAMES = {
    "up",
    "http_requests_total",
    "job:rate:5m",
    "sum",
    "by",
    "offset",
    "and",
    "rate",
    "start",
    "step",
    "inf",
    "bool",
    "fill",
    "on",
    "a b",
    "größe.😀"
  };
  private static final String[] LABELS = {"job", "instance", "le", "by", "on", "nan", "a.b"};
  private static final String[] VALUES = {"", "a", "0.5", "a|b", ".*", ".+", "x.*y", "\n", "😀"};
  private static final BinaryOp[] ARITHMETIC = {
    BinaryOp.ADD, BinaryOp.SUB, BinaryOp.MUL, BinaryOp.DIV, BinaryOp.MOD, BinaryOp.POW
  };

  private final Random random;
  private final LanguageProfile profile;

  RandomSelector(Random random, LanguageProfile profile) {
    this.random = random;
    this.profile = profile;
  }

  VectorSelector vector() {
    return selector(RangeExtension.NONE);
  }

  MatrixSelector matrix() {
    RangeExtension[] extensions = RangeExtension.values();
    boolean extended = profile.extendedRangeSelectors() && random.nextInt(3) == 0;
    RangeExtension extension =
        extended ? extensions[random.nextInt(extensions.length)] : RangeExtension.NONE;
    return new MatrixSelector(selector(extension), length(), NOWHERE);
  }

  SubqueryExpr subquery(Expr inner) {
    DurationExpr step = random.nextBoolean() ? length() : null;
    return new SubqueryExpr(inner, length(), step, offset(), at(), NOWHERE);
  }

  private VectorSelector selector(RangeExtension extension) {
    String name = random.nextInt(6) == 0 ? null : NAMES[random.nextInt(NAMES.length)];
    return new VectorSelector(name, matchers(name), offset(), at(), extension, NOWHERE);
  }

  private List<LabelMatcher> matchers(@Nullable String name) {
    List<LabelMatcher> matchers = new ArrayList<>();
    if (name == null) {
      matchers.add(new LabelMatcher("__name__", LabelMatcher.Type.REGEX, "a.+"));
    } else {
      matchers.add(new LabelMatcher("__name__", LabelMatcher.Type.EQUAL, name));
    }
    LabelMatcher.Type[] types = LabelMatcher.Type.values();
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      matchers.add(
          new LabelMatcher(
              LABELS[random.nextInt(LABELS.length)],
              types[random.nextInt(types.length)],
              VALUES[random.nextInt(VALUES.length)]));
    }
    return matchers;
  }

  private @Nullable AtModifier at() {
    return switch (random.nextInt(8)) {
      case 0 -> new AtModifier.Timestamp(random.nextInt(2_000_000_000) - 1_000_000_000L);
      case 1 -> new AtModifier.Start();
      case 2 -> new AtModifier.End();
      default -> null;
    };
  }

  private DurationExpr length() {
    if (!profile.durationExpressions() || random.nextInt(3) > 0) {
      return literal(1);
    }
    return arithmetic(2);
  }

  private @Nullable DurationExpr offset() {
    if (random.nextInt(3) > 0) {
      return null;
    }
    if (!profile.durationExpressions() || random.nextBoolean()) {
      return literal(random.nextBoolean() ? 1 : -1);
    }
    return switch (random.nextInt(3)) {
      case 0 -> paren(arithmetic(2));
      case 1 -> function();
      default -> new DurationExpr.Signed(random.nextBoolean(), function(), NOWHERE);
    };
  }

  private DurationExpr literal(int sign) {
    boolean round = random.nextBoolean();
    long millis = 1 + (round ? random.nextInt(100) * 60_000L : random.nextInt(1_000_000));
    return new DurationExpr.Literal(sign * millis / 1000.0, true, NOWHERE);
  }

  private DurationExpr arithmetic(int depth) {
    if (depth == 0) {
      return random.nextBoolean()
          ? literal(random.nextBoolean() ? 1 : -1)
          : new DurationExpr.Literal(1 + random.nextInt(100) / 7.0, false, NOWHERE);
    }
    return switch (random.nextInt(5)) {
      case 0 -> function();
      case 1 ->
          new DurationExpr.Call(
              random.nextBoolean() ? "max_of" : "min_of",
              List.of(arithmetic(depth - 1), arithmetic(depth - 1)),
              NOWHERE);
      case 2 -> new DurationExpr.Signed(true, paren(arithmetic(depth - 1)), NOWHERE);
      default ->
          new DurationExpr.Arithmetic(
              ARITHMETIC[random.nextInt(ARITHMETIC.length)],
              paren(arithmetic(depth - 1)),
              paren(arithmetic(depth - 1)),
              NOWHERE);
    };
  }

  private DurationExpr function() {
    return new DurationExpr.Call(random.nextBoolean() ? "step" : "range", List.of(), NOWHERE);
  }

  private static DurationExpr paren(DurationExpr expr) {
    return expr instanceof DurationExpr.Paren ? expr : new DurationExpr.Paren(expr, NOWHERE);
  }
}
