package org.llmtutor.promql.parser;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.promql.model.LabelNames;
import org.llmtutor.promql.model.NameScheme;

/** Reads the labels after {@code by}, {@code on} and the like: {@code (job, "my.label")}. */
final class LabelListParser {

  private static final String CONTEXT = " in grouping opts";

  private final Tokens tokens;
  private final Problems problems;

  LabelListParser(Tokens tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  /** Reads a list, whose parentheses must stand here. */
  List<String> parse() {
    List<String> labels = new ArrayList<>();
    if (!tokens.at(TokenKind.LEFT_PAREN)) {
      missingParen(labels);
      return labels;
    }
    int open = tokens.start();
    tokens.advance();
    while (!tokens.accept(TokenKind.RIGHT_PAREN)) {
      if (tokens.at(TokenKind.EOF)) {
        Brackets.unclosedParen(problems, open);
        return labels;
      }
      label(labels);
      separator();
    }
    return labels;
  }

  /** {@code sum by job (x)}: the label is clear, its parentheses are missing. */
  private void missingParen(List<String> labels) {
    boolean name = tokens.kind().labelName();
    String remedy = name ? "write (" + tokens.text() + ")" : "write the labels in parentheses";
    tokens.unexpected(CONTEXT, "\"(\"", remedy);
    while (tokens.kind().labelName()) {
      labels.add(tokens.text());
      tokens.advance();
      if (!tokens.accept(TokenKind.COMMA)) {
        return;
      }
    }
  }

  private void label(List<String> labels) {
    if (tokens.at(TokenKind.STRING)) {
      String name = tokens.string();
      if (!LabelNames.isValid(name, NameScheme.UTF8)) {
        problems.add(
            tokens.position(), "invalid label name for grouping: \"" + name + "\"", "name a label");
      }
      labels.add(name);
      tokens.advance();
    } else if (tokens.kind().labelName()) {
      labels.add(tokens.text());
      tokens.advance();
    } else {
      tokens.unexpected(CONTEXT, "label", remedy());
      if (!tokens.at(TokenKind.COMMA)) {
        skip();
      }
    }
  }

  private String remedy() {
    return tokens.kind().matcher() ? "labels stand here without values" : "";
  }

  private void separator() {
    if (tokens.accept(TokenKind.COMMA)
        || tokens.at(TokenKind.RIGHT_PAREN)
        || tokens.at(TokenKind.EOF)) {
      return;
    }
    String remedy = tokens.kind().labelName() ? "separate labels by commas" : remedy();
    tokens.unexpected(CONTEXT, "\",\" or \")\"", remedy);
    if (!tokens.kind().labelName() && !tokens.at(TokenKind.STRING)) {
      skip();
    }
  }

  private void skip() {
    while (!tokens.at(TokenKind.COMMA)
        && !tokens.at(TokenKind.RIGHT_PAREN)
        && !tokens.at(TokenKind.EOF)) {
      tokens.advance();
    }
    tokens.accept(TokenKind.COMMA);
  }
}
