package org.llmtutor.promql.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.ast.UnaryExpr;
import org.llmtutor.promql.parser.Parser;
import org.llmtutor.promql.script.Expectation.Kind;
import org.llmtutor.promql.script.Expectation.Match;
import org.llmtutor.promql.series.SeriesDescription;
import org.llmtutor.promql.types.LanguageProfile;

/** Reads one {@code eval} and the lines below it. */
final class EvalParser {

  private static final Pattern INSTANT =
      Pattern.compile("eval(?:_(fail|warn|info|ordered))?\\s+instant\\s+(?:at\\s+(\\S+)\\s+)?(.+)");
  private static final Pattern RANGE =
      Pattern.compile(
          "eval(?:_(fail|warn|info))?\\s+range\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)\\s+(.+)");
  private static final Pattern EXPECT =
      Pattern.compile(
          "expect\\s+(fail|warn|info|no_warn|no_info|ordered)(?:\\s+(msg|regex):(.+))?");
  private static final Pattern WINDOW =
      Pattern.compile(
          "expect\\s+range\\s+vector\\s+from\\s+(\\S+)\\s+to\\s+(\\S+)\\s+step\\s+(\\S+)");
  private static final Pattern TEXT = Pattern.compile("expect\\s+string\\s+(.+)");
  private static final Pattern OLD_MESSAGE =
      Pattern.compile("expected_fail_(message|regexp)\\s+(.+)");

  private final ScriptLines lines;
  private final List<Expectation> expectations = new ArrayList<>();
  private final List<SeriesDescription> series = new ArrayList<>();
  private @Nullable Double number;
  private @Nullable String text;
  private Command.@Nullable Steps window;

  EvalParser(ScriptLines lines) {
    this.lines = lines;
  }

  /** The command that starts with {@code line}. */
  Command read(String line) {
    int at = lines.number();
    Matcher range = RANGE.matcher(line);
    if (range.matches()) {
      Command.Steps steps = steps(range, 2);
      old(range.group(1));
      return finish(at, range.group(5), steps, true);
    }
    Matcher instant = INSTANT.matcher(line);
    if (!instant.matches()) {
      throw new ScriptException(
          at,
          line + ": not an eval",
          "write eval instant at TIME QUERY, or eval range from TIME to TIME step STEP QUERY");
    }
    old(instant.group(1));
    long time = instant.group(2) == null ? 0 : ScriptParser.time(at, instant.group(2));
    return finish(at, instant.group(3), Command.Steps.at(time), false);
  }

  private Command finish(int at, String query, Command.Steps steps, boolean range) {
    for (String row = lines.nextOfBlock(); row != null; row = lines.nextOfBlock()) {
      row(row, range);
    }
    return new Command.Eval(
        at,
        query,
        steps,
        range,
        List.copyOf(expectations),
        new Command.Result(List.copyOf(series), number, text, window));
  }

  private void old(@Nullable String suffix) {
    if (suffix != null) {
      expectations.add(new Expectation(kind(suffix), Match.ANY, ""));
    }
  }

  private void row(String row, boolean range) {
    Matcher old = OLD_MESSAGE.matcher(row);
    if (old.matches()) {
      Match match = old.group(1).equals("regexp") ? Match.REGEX : Match.MESSAGE;
      expectations.add(new Expectation(Kind.FAIL, match, bare(old.group(2))));
    } else if (row.startsWith("expect ") || row.startsWith("expect\t")) {
      expectation(row);
    } else {
      result(row, range);
    }
  }

  private void expectation(String row) {
    Matcher plain = EXPECT.matcher(row);
    Matcher vector = WINDOW.matcher(row);
    Matcher string = TEXT.matcher(row);
    if (plain.matches()) {
      expectations.add(expectation(plain));
    } else if (vector.matches()) {
      window = steps(vector, 1);
    } else if (string.matches()) {
      text = string(string.group(1));
    } else {
      throw new ScriptException(
          lines.number(),
          row + ": no such expectation",
          "expect fail, warn, info, no_warn, no_info, ordered, string or range vector");
    }
  }

  private Expectation expectation(Matcher matcher) {
    Kind kind = kind(matcher.group(1));
    if (matcher.group(2) == null) {
      return new Expectation(kind, Match.ANY, "");
    }
    Match match = matcher.group(2).equals("regex") ? Match.REGEX : Match.MESSAGE;
    return new Expectation(kind, match, bare(matcher.group(3).strip()));
  }

  private static Kind kind(String word) {
    return Kind.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static String bare(String message) {
    boolean quoted = message.length() > 1 && message.startsWith("\"") && message.endsWith("\"");
    return quoted ? message.substring(1, message.length() - 1) : message;
  }

  private Command.Steps steps(Matcher matcher, int first) {
    long start = ScriptParser.time(lines.number(), matcher.group(first));
    long end = ScriptParser.time(lines.number(), matcher.group(first + 1));
    long step = ScriptParser.time(lines.number(), matcher.group(first + 2));
    if (step <= 0) {
      throw new ScriptException(lines.number(), "step " + step + ": too short", "use at least 1ms");
    }
    return new Command.Steps(start, end, step);
  }

  private void result(String row, boolean range) {
    OptionalDouble scalar = scalar(row);
    if (scalar.isPresent()) {
      number = scalar.getAsDouble();
      return;
    }
    SeriesDescription description = ScriptParser.series(lines.number(), row);
    if (!range && window == null && description.values().size() != 1) {
      throw new ScriptException(
          lines.number(),
          row + ": " + description.values().size() + " values for one time",
          "write one value, or expect range vector above it");
    }
    series.add(description);
  }

  /** The number that {@code row} is, if it is one. */
  private static OptionalDouble scalar(String row) {
    Expr expr = Parser.parse(row, LanguageProfile.STABLE).expr();
    boolean negative = expr instanceof UnaryExpr unary && unary.negative();
    Expr bare = expr instanceof UnaryExpr unary ? unary.expr() : expr;
    if (bare instanceof NumberLiteral literal) {
      return OptionalDouble.of(negative ? -literal.value() : literal.value());
    }
    return OptionalDouble.empty();
  }

  private String string(String quoted) {
    if (Parser.parse(quoted, LanguageProfile.STABLE).expr() instanceof StringLiteral literal) {
      return literal.value();
    }
    throw new ScriptException(
        lines.number(), quoted + ": not a string", "put it in quotes, as in a query");
  }
}
