package org.llmtutor.promql.parser;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.ast.RangeExtension;
import org.llmtutor.promql.ast.VectorSelector;
import org.llmtutor.promql.model.LabelMatcher;
import org.llmtutor.promql.model.MetricNames;
import org.llmtutor.promql.model.RegexLimits;

/** Reads {@code up{job="a"}}, {@code {job="a"}} and {@code {"my.metric"}}. */
final class SelectorParser {

  private static final String CONTEXT = " in label matching";

  private final Tokens tokens;
  private final Problems problems;

  /** The first name of a metric that stands in quotes in the braces read last. */
  private @Nullable String quotedName;

  SelectorParser(Tokens tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  /** Reads what may follow the metric name {@code name}, the token before this one. */
  VectorSelector named(String name, int start) {
    if (!tokens.at(TokenKind.LEFT_BRACE)) {
      return selector(name, List.of(nameMatcher(name)), start);
    }
    List<LabelMatcher> matchers = braces();
    for (LabelMatcher matcher : matchers) {
      if (matcher.name().equals(MetricNames.LABEL)) {
        problems.add(
            tokens.since(start),
            "metric name must not be set twice: \"" + name + "\" or \"" + matcher.value() + "\"",
            "keep one of them");
      }
    }
    matchers.add(nameMatcher(name));
    return selector(name, matchers, start);
  }

  /** Reads a selector that starts with a brace. */
  VectorSelector unnamed() {
    int start = tokens.start();
    quotedName = null;
    List<LabelMatcher> matchers = braces();
    return selector(quotedName, matchers, start);
  }

  private static LabelMatcher nameMatcher(String name) {
    return new LabelMatcher(MetricNames.LABEL, LabelMatcher.Type.EQUAL, name);
  }

  private VectorSelector selector(@Nullable String name, List<LabelMatcher> matchers, int start) {
    return new VectorSelector(name, matchers, null, null, RangeExtension.NONE, tokens.since(start));
  }

  private List<LabelMatcher> braces() {
    List<LabelMatcher> matchers = new ArrayList<>();
    int open = tokens.start();
    tokens.advance();
    while (!tokens.accept(TokenKind.RIGHT_BRACE)) {
      if (tokens.at(TokenKind.EOF)) {
        Brackets.unclosed(problems, open, "unexpected end of input inside braces", "}");
        return matchers;
      }
      matcher(matchers);
      separator();
    }
    return matchers;
  }

  private void matcher(List<LabelMatcher> matchers) {
    int start = tokens.start();
    boolean quoted = tokens.at(TokenKind.STRING);
    if (!quoted && !tokens.at(TokenKind.IDENTIFIER)) {
      tokens.unexpected(CONTEXT, "identifier or \"}\"", nameRemedy());
      skip();
      return;
    }
    String name = quoted ? tokens.string() : tokens.text();
    tokens.advance();
    if (tokens.kind().matcher()) {
      condition(matchers, name, start);
    } else if (quoted) {
      matchers.add(nameMatcher(name));
      quotedName = quotedName == null ? name : quotedName;
    } else {
      tokens.unexpected(
          CONTEXT,
          "label matching operator",
          "write " + name + "=\"...\", or \"" + name + "\" for a metric of this name");
      skip();
    }
  }

  private String nameRemedy() {
    return tokens.at(TokenKind.LEFT_BRACE) ? "braces do not nest" : "";
  }

  private void condition(List<LabelMatcher> matchers, String name, int start) {
    LabelMatcher.Type type = type(tokens.kind());
    boolean equal = tokens.at(TokenKind.EQUAL);
    tokens.advance();
    if (equal && tokens.at(TokenKind.EQUAL)) {
      tokens.unexpected(CONTEXT, "string", "matchers compare with one =");
      tokens.advance();
    }
    if (!tokens.at(TokenKind.STRING)) {
      tokens.unexpected(CONTEXT, "string", valueRemedy());
      skip();
      return;
    }
    String value = tokens.string();
    tokens.advance();
    boolean regex = type == LabelMatcher.Type.REGEX || type == LabelMatcher.Type.NOT_REGEX;
    String tooMuch = regex ? RegexLimits.problem(value) : null;
    if (tooMuch != null) {
      badRegex(start, tooMuch, "split it");
      return;
    }
    try {
      matchers.add(new LabelMatcher(name, type, value));
    } catch (PromqlException bad) {
      badRegex(start, bad.problem(), bad.remedy());
    }
  }

  private void badRegex(int start, String problem, String remedy) {
    problems.add(tokens.since(start), "error parsing regexp: " + problem, remedy);
  }

  private String valueRemedy() {
    return switch (tokens.kind()) {
      case IDENTIFIER, METRIC_IDENTIFIER, NUMBER, JUNK -> "put the value in quotes";
      case RIGHT_BRACE, COMMA -> "write \"\" for the empty value";
      default -> "";
    };
  }

  private static LabelMatcher.Type type(TokenKind kind) {
    return switch (kind) {
      case NOT_EQUAL -> LabelMatcher.Type.NOT_EQUAL;
      case EQUAL_REGEX -> LabelMatcher.Type.REGEX;
      case NOT_EQUAL_REGEX -> LabelMatcher.Type.NOT_REGEX;
      default -> LabelMatcher.Type.EQUAL;
    };
  }

  private void separator() {
    if (tokens.accept(TokenKind.COMMA) || tokens.at(TokenKind.RIGHT_BRACE)) {
      return;
    }
    if (tokens.at(TokenKind.EOF)) {
      return;
    }
    boolean matcher = tokens.at(TokenKind.IDENTIFIER) || tokens.at(TokenKind.STRING);
    tokens.unexpected(CONTEXT, "\",\" or \"}\"", matcher ? "separate matchers by commas" : "");
    if (!matcher) {
      skip();
      tokens.accept(TokenKind.COMMA);
    }
  }

  /** Goes to the next comma or closing brace. */
  private void skip() {
    while (!tokens.at(TokenKind.RIGHT_BRACE) && !tokens.at(TokenKind.EOF)) {
      if (tokens.at(TokenKind.COMMA)) {
        return;
      }
      tokens.advance();
    }
  }
}
