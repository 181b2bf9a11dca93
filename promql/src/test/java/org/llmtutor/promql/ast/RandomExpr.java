package org.llmtutor.promql.ast;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.source.PositionRange;
import org.llmtutor.promql.types.FunctionSignature;
import org.llmtutor.promql.types.FunctionSignatures;
import org.llmtutor.promql.types.LanguageProfile;
import org.llmtutor.promql.types.ValueType;

/**
 * Random expressions whose types are right and whose parentheses stand where the grammar needs
 * them, so that they print to text that reads back as the same tree. The same seed gives the same
 * expressions.
 */
public final class RandomExpr {

  private static final PositionRange NOWHERE = PositionRange.NONE;
  private static final double[] NUMBERS = {
    0,
    1,
    2,
    0.5,
    -1,
    1e-7,
    1e21,
    123456.789,
    1e308,
    Double.MIN_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final String[] STRINGS = {"", "a", "job", "$1", "(.*)", "\n\"\\", "größe 😀"};

  private final Random random;
  private final LanguageProfile profile;
  private final RandomSelector selectors;
  private final RandomMatching matching;
  private final List<FunctionSignature> functions;

  /** Expressions that {@code profile} allows. */
  public RandomExpr(long seed, LanguageProfile profile) {
    this.random = new Random(seed);
    this.profile = profile;
    this.selectors = new RandomSelector(random, profile);
    this.matching = new RandomMatching(random, profile);
    this.functions =
        FunctionSignatures.all().stream()
            .filter(each -> profile.experimentalFunctions() || !each.experimental())
            .filter(each -> !each.name().equals("info"))
            .toList();
  }

  /** Of any type that a query may have, at most {@code depth} levels of operators and calls. */
  public Expr next(int depth) {
    return switch (random.nextInt(10)) {
      case 0 -> scalar(depth);
      case 1 -> matrix(depth);
      case 2 -> string();
      default -> vector(depth);
    };
  }

  /** An instant vector. */
  public Expr vector(int depth) {
    if (depth <= 0) {
      return selectors.vector();
    }
    return switch (random.nextInt(8)) {
      case 0, 1 -> call(ValueType.VECTOR, depth - 1);
      case 2, 3 -> aggregate(depth - 1);
      case 4, 5 -> vectorOperation(depth - 1);
      case 6 -> sign(vector(depth - 1));
      default -> random.nextBoolean() ? paren(vector(depth - 1)) : selectors.vector();
    };
  }

  /** A scalar. */
  public Expr scalar(int depth) {
    if (depth <= 0) {
      return number();
    }
    return switch (random.nextInt(6)) {
      case 0, 1 -> call(ValueType.SCALAR, depth - 1);
      case 2 -> scalarOperation(depth - 1);
      case 3 -> sign(scalar(depth - 1));
      case 4 -> paren(scalar(depth - 1));
      default -> number();
    };
  }

  /** A range vector. */
  public Expr matrix(int depth) {
    if (depth <= 0 || random.nextInt(3) > 0) {
      return selectors.matrix();
    }
    Expr inner = vector(depth - 1);
    boolean operation = inner instanceof BinaryExpr || inner instanceof UnaryExpr;
    return selectors.subquery(operation ? paren(inner) : inner);
  }

  /** A string. */
  public Expr string() {
    return new StringLiteral(pick(STRINGS), NOWHERE);
  }

  private Expr number() {
    return switch (random.nextInt(4)) {
      case 0 -> new NumberLiteral(random.nextInt(100_000_000) / 1000.0, true, NOWHERE);
      case 1 -> new NumberLiteral(random.nextInt(100), false, NOWHERE);
      case 2 -> new NumberLiteral(random.nextGaussian(), false, NOWHERE);
      default -> new NumberLiteral(NUMBERS[random.nextInt(NUMBERS.length)], false, NOWHERE);
    };
  }

  private Expr any(ValueType type, int depth) {
    return switch (type) {
      case SCALAR -> scalar(depth);
      case STRING -> string();
      case VECTOR -> vector(depth);
      case MATRIX -> matrix(depth);
    };
  }

  private Expr call(ValueType result, int depth) {
    FunctionSignature signature;
    do {
      signature = functions.get(random.nextInt(functions.size()));
    } while (signature.result() != result);
    int count = signature.arguments().size();
    count -= signature.optional() == 0 ? 0 : random.nextInt(signature.optional() + 1);
    count +=
        signature.repeatsLast() && count == signature.arguments().size() ? random.nextInt(3) : 0;
    List<Expr> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arguments.add(any(signature.argument(i), depth));
    }
    return new Call(signature.name(), arguments, NOWHERE);
  }

  private Expr aggregate(int depth) {
    AggregateOp op;
    do {
      op = pick(AggregateOp.values());
    } while (!profile.experimentalFunctions()
        && (op == AggregateOp.LIMITK || op == AggregateOp.LIMIT_RATIO));
    Expr parameter = null;
    if (op.takesParameter()) {
      parameter = op == AggregateOp.COUNT_VALUES ? string() : scalar(depth);
    }
    boolean without = random.nextInt(3) == 0;
    List<String> grouping = without || random.nextBoolean() ? matching.labels() : List.of();
    return new AggregateExpr(op, vector(depth), parameter, grouping, without, NOWHERE);
  }

  private Expr vectorOperation(int depth) {
    BinaryOp op;
    do {
      op = pick(BinaryOp.values());
    } while (!profile.trimOperators() && (op == BinaryOp.TRIM_LOWER || op == BinaryOp.TRIM_UPPER));
    boolean scalarLeft = !op.set() && random.nextInt(5) == 0;
    boolean scalarRight = !op.set() && !scalarLeft && random.nextInt(4) == 0;
    VectorMatching match =
        scalarLeft || scalarRight || random.nextBoolean() ? null : matching.next(op);
    Supplier<Expr> left = () -> scalarLeft ? scalar(depth) : vector(depth);
    Supplier<Expr> right = () -> scalarRight ? scalar(depth) : vector(depth);
    boolean bool = op.comparison() && random.nextBoolean();
    return binary(op, left.get(), right.get(), match, bool);
  }

  private Expr scalarOperation(int depth) {
    BinaryOp op;
    do {
      op = pick(BinaryOp.values());
    } while (op.set() || op == BinaryOp.TRIM_LOWER || op == BinaryOp.TRIM_UPPER);
    return binary(op, scalar(depth), scalar(depth), null, op.comparison());
  }

  private static Expr binary(
      BinaryOp op, Expr left, Expr right, @Nullable VectorMatching matching, boolean bool) {
    Expr lhs = mayStandLeft(left, op) ? left : paren(left);
    Expr rhs = mayStandRight(right, op) ? right : paren(right);
    return new BinaryExpr(op, lhs, rhs, matching, bool, NOWHERE);
  }

  private static boolean mayStandLeft(Expr expr, BinaryOp op) {
    if (endsInOpenOffset(expr)) {
      return false;
    }
    if (expr instanceof BinaryExpr inner) {
      return !op.rightAssociative() && inner.op().precedence() >= op.precedence();
    }
    return op != BinaryOp.POW || !(expr instanceof UnaryExpr || expr instanceof NumberLiteral);
  }

  /** Whether an arithmetic operator behind {@code expr} would be part of its offset. */
  private static boolean endsInOpenOffset(Expr expr) {
    if (expr instanceof BinaryExpr binary) {
      return endsInOpenOffset(binary.rhs());
    }
    if (expr instanceof UnaryExpr unary) {
      return endsInOpenOffset(unary.expr());
    }
    return expr instanceof VectorSelector selector
        && selector.offset() instanceof DurationExpr.Paren;
  }

  private static boolean mayStandRight(Expr expr, BinaryOp op) {
    return !(expr instanceof BinaryExpr inner) || inner.op().precedence() > op.precedence();
  }

  /** A sign; a number takes it in, and all operators but the power bind less. */
  private Expr sign(Expr expr) {
    boolean bare =
        !(expr instanceof NumberLiteral)
            && !(expr instanceof BinaryExpr inner && inner.op() != BinaryOp.POW);
    return new UnaryExpr(random.nextInt(3) > 0, bare ? expr : paren(expr), NOWHERE);
  }

  private static Expr paren(Expr expr) {
    return new ParenExpr(expr, NOWHERE);
  }

  private <T> T pick(T[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
