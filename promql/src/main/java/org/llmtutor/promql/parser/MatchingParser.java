package org.llmtutor.promql.parser;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.ast.BinaryOp;
import org.llmtutor.promql.ast.VectorMatching;
import org.llmtutor.promql.ast.VectorMatching.Cardinality;
import org.llmtutor.promql.types.LanguageProfile;

/** Reads what may follow a binary operator: bool, on, ignoring, group_left, fill and the like. */
final class MatchingParser {

  private final Tokens tokens;
  private final Problems problems;
  private final LanguageProfile profile;
  private final LabelListParser lists;

  private boolean written;
  private boolean on;
  private Cardinality cardinality = Cardinality.ONE_TO_ONE;
  private List<String> labels = List.of();
  private List<String> include = List.of();
  private @Nullable Double fillLeft;
  private @Nullable Double fillRight;

  MatchingParser(Tokens tokens, Problems problems, LanguageProfile profile, LabelListParser lists) {
    this.tokens = tokens;
    this.problems = problems;
    this.profile = profile;
    this.lists = lists;
  }

  /** Reads the matching of one operator; null when nothing is written. */
  @Nullable VectorMatching parse(BinaryOp op) {
    reset(op);
    parseLabels();
    parseGroup();
    parseFill();
    return written
        ? new VectorMatching(cardinality, on, labels, include, fillLeft, fillRight)
        : null;
  }

  private void reset(BinaryOp op) {
    written = false;
    on = false;
    cardinality = op.set() ? Cardinality.MANY_TO_MANY : Cardinality.ONE_TO_ONE;
    labels = List.of();
    include = List.of();
    fillLeft = null;
    fillRight = null;
  }

  private void parseLabels() {
    if (tokens.at(TokenKind.ON) || tokens.at(TokenKind.IGNORING)) {
      written = true;
      on = tokens.at(TokenKind.ON);
      tokens.advance();
      labels = lists.parse();
    }
  }

  private void parseGroup() {
    boolean left = tokens.at(TokenKind.GROUP_LEFT);
    if (!left && !tokens.at(TokenKind.GROUP_RIGHT)) {
      return;
    }
    if (!written) {
      tokens.unexpected("", "", "it stands after on(...) or ignoring(...)");
    }
    written = true;
    cardinality = left ? Cardinality.MANY_TO_ONE : Cardinality.ONE_TO_MANY;
    tokens.advance();
    if (tokens.at(TokenKind.LEFT_PAREN)) {
      include = lists.parse();
    }
  }

  private void parseFill() {
    int start = tokens.start();
    if (tokens.accept(TokenKind.FILL)) {
      fillLeft = value();
      fillRight = fillLeft;
    } else if (tokens.accept(TokenKind.FILL_LEFT)) {
      fillLeft = value();
      fillRight = tokens.accept(TokenKind.FILL_RIGHT) ? (Double) value() : null;
    } else if (tokens.accept(TokenKind.FILL_RIGHT)) {
      fillRight = value();
      fillLeft = tokens.accept(TokenKind.FILL_LEFT) ? (Double) value() : null;
    } else {
      return;
    }
    written = true;
    if (!profile.fillModifiers()) {
      problems.add(
          tokens.since(start),
          "binop fill modifiers are experimental and not enabled",
          "Prometheus needs --enable-feature=promql-binop-fill-modifiers, this library a language"
              + " profile with fill modifiers");
    }
  }

  /** A number with or without a sign, in parentheses. */
  private double value() {
    tokens.accept(TokenKind.LEFT_PAREN);
    boolean negative = tokens.at(TokenKind.SUB);
    if (negative || tokens.at(TokenKind.ADD)) {
      tokens.advance();
    }
    double value = 0;
    if (tokens.at(TokenKind.NUMBER) || tokens.at(TokenKind.DURATION)) {
      value = tokens.number();
      tokens.advance();
    } else {
      tokens.unexpected(" in fill", "number", "");
    }
    if (!tokens.accept(TokenKind.RIGHT_PAREN)) {
      tokens.unexpected(" in fill", "\")\"", "fill takes one number");
    }
    return negative ? -value : value;
  }
}
