package org.llmtutor.rules.template;

import java.util.ArrayList;
import java.util.List;
import org.llmtutor.rules.problem.Quoted;

/** Cuts a template into pieces: text, and within braces words, fields, strings, numbers, signs. */
final class Lexer {

  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private boolean trimNext;

  private Lexer(String text) {
    this.text = text;
  }

  /**
   * All pieces of {@code text}, the last being {@link Token.Kind#END}.
   *
   * @throws TemplateException at the first place that is no template
   */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    int at = 0;
    int open = text.indexOf(OPEN);
    while (open >= 0) {
      boolean trims = trimsAfter(open + 2);
      plain(at, open, trims);
      at = action(open, trims ? open + 4 : open + 2);
      open = text.indexOf(OPEN, at);
    }
    plain(at, text.length(), false);
    add(Token.Kind.END, "", text.length(), text.length(), false);
  }

  private boolean trimsAfter(int at) {
    return at + 1 < text.length()
        && text.charAt(at) == '-'
        && Character.isWhitespace(text.charAt(at + 1));
  }

  private void plain(int from, int to, boolean trimEnd) {
    String plain = text.substring(from, to);
    if (trimNext) {
      plain = plain.stripLeading();
    }
    if (trimEnd) {
      plain = plain.stripTrailing();
    }
    trimNext = false;
    if (!plain.isEmpty()) {
      add(Token.Kind.TEXT, plain, from, to, false);
    }
  }

  /** Reads what follows the braces at {@code open}; returns the index after its end. */
  private int action(int open, int start) {
    if (text.startsWith("/*", start)) {
      int end = text.indexOf("*/", start);
      int close = end < 0 ? -1 : text.indexOf(CLOSE, end);
      if (close < 0 || !text.substring(end + 2, close).strip().matches("-?")) {
        throw unclosed(open);
      }
      trimNext = close > end + 2;
      return close + 2;
    }
    add(Token.Kind.OPEN, OPEN, open, open + 2, false);
    int at = start;
    while (true) {
      int next = skipSpace(at);
      boolean spaced = next > at;
      boolean lone =
          next < text.length() && text.charAt(next) == '}' && !text.startsWith(CLOSE, next);
      if (next >= text.length() || text.startsWith(OPEN, next) || lone) {
        throw unclosed(open);
      }
      if (spaced && text.startsWith("-" + CLOSE, next)) {
        trimNext = true;
        add(Token.Kind.CLOSE, CLOSE, next, next + 3, true);
        return next + 3;
      }
      if (text.startsWith(CLOSE, next)) {
        add(Token.Kind.CLOSE, CLOSE, next, next + 2, spaced);
        return next + 2;
      }
      at = piece(next, spaced);
    }
  }

  private int skipSpace(int at) {
    int next = at;
    while (next < text.length() && " \t\r\n".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    return next;
  }

  private int piece(int at, boolean spaced) {
    char c = text.charAt(at);
    return switch (c) {
      case '"', '`', '\'' -> quoted(at, spaced);
      case '|' -> sign(Token.Kind.PIPE, at, 1, spaced);
      case ',' -> sign(Token.Kind.COMMA, at, 1, spaced);
      case '(' -> sign(Token.Kind.LEFT_PAREN, at, 1, spaced);
      case ')' -> sign(Token.Kind.RIGHT_PAREN, at, 1, spaced);
      case '=' -> sign(Token.Kind.ASSIGN, at, 1, spaced);
      case ':' -> declare(at, spaced);
      case '$' -> sign(Token.Kind.VARIABLE, at, wordEnd(at + 1) - at, spaced);
      case '.' -> field(at, spaced);
      default -> number(at, spaced);
    };
  }

  private int declare(int at, boolean spaced) {
    if (!text.startsWith(":=", at)) {
      throw stray(at);
    }
    return sign(Token.Kind.DECLARE, at, 2, spaced);
  }

  private int field(int at, boolean spaced) {
    if (at + 1 < text.length() && Character.isDigit(text.charAt(at + 1))) {
      return number(at, spaced);
    }
    int end = wordEnd(at + 1);
    return sign(end == at + 1 ? Token.Kind.DOT : Token.Kind.FIELD, at, end - at, spaced);
  }

  private int number(int at, boolean spaced) {
    char c = text.charAt(at);
    boolean digits = Character.isDigit(c) || "+-.".indexOf(c) >= 0;
    if (!digits) {
      int end = wordEnd(at);
      if (end == at) {
        throw stray(at);
      }
      return sign(Token.Kind.WORD, at, end - at, spaced);
    }
    int end = at + 1;
    while (end < text.length() && inNumber(end)) {
      end++;
    }
    if (end == at + 1 && !Character.isDigit(c)) {
      throw stray(at);
    }
    return sign(Token.Kind.NUMBER, at, end - at, spaced);
  }

  private boolean inNumber(int at) {
    char c = text.charAt(at);
    boolean exponentSign = (c == '+' || c == '-') && "eEpP".indexOf(text.charAt(at - 1)) >= 0;
    return isWordPart(c) || c == '.' || exponentSign;
  }

  private int wordEnd(int at) {
    int end = at;
    while (end < text.length() && isWordPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isWordPart(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private int sign(Token.Kind kind, int at, int length, boolean spaced) {
    add(kind, text.substring(at, at + length), at, at + length, spaced);
    return at + length;
  }

  private int quoted(int at, boolean spaced) {
    char quote = text.charAt(at);
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      if (quote != '`' && text.charAt(end) == '\n') {
        break;
      }
      end += quote != '`' && text.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= text.length() || text.charAt(end) != quote) {
      throw new TemplateException(
          TemplateException.Kind.SYNTAX,
          at,
          at + 1,
          Quoted.of(String.valueOf(quote)) + ": a quote that is not closed",
          "close it");
    }
    String inner = text.substring(at + 1, end);
    String value = quote == '`' ? inner : unescape(inner, at + 1);
    Token.Kind kind = quote == '\'' ? Token.Kind.CHARACTER : Token.Kind.STRING;
    if (kind == Token.Kind.CHARACTER && value.codePointCount(0, value.length()) != 1) {
      throw new TemplateException(
          TemplateException.Kind.SYNTAX,
          at,
          end + 1,
          Quoted.of(text.substring(at, end + 1)) + ": single quotes hold one character",
          "write double quotes");
    }
    add(kind, value, at, end + 1, spaced);
    return end + 1;
  }

  private String unescape(String inner, int start) {
    StringBuilder value = new StringBuilder(inner.length());
    int at = 0;
    while (at < inner.length()) {
      char c = inner.charAt(at);
      if (c != '\\') {
        value.append(c);
        at++;
        continue;
      }
      at = escape(inner, at, start, value);
    }
    return value.toString();
  }

  /** Appends what the escape at {@code at} stands for; returns the index after it. */
  private static int escape(String inner, int at, int start, StringBuilder value) {
    char c = at + 1 < inner.length() ? inner.charAt(at + 1) : ' ';
    int simple = "abfnrtv\\'\"".indexOf(c);
    if (simple >= 0) {
      value.append("\u0007\b\f\n\r\t\u000B\\'\"".charAt(simple));
      return at + 2;
    }
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    int from = digits > 0 ? at + 2 : at + 1;
    int radix = digits > 0 ? 16 : 8;
    int end = Math.min(inner.length(), from + (digits > 0 ? digits : 3));
    try {
      value.appendCodePoint(Integer.parseInt(inner, from, end, radix));
      return end;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new TemplateException(
          TemplateException.Kind.SYNTAX,
          start + at,
          start + at + 2,
          Quoted.of(inner.substring(at, Math.min(inner.length(), at + 2))) + ": no such escape",
          "write \\\\ for a backslash");
    }
  }

  private void add(Token.Kind kind, String value, int from, int to, boolean spaced) {
    tokens.add(new Token(kind, value, from, to, spaced));
  }

  private static TemplateException unclosed(int open) {
    return new TemplateException(
        TemplateException.Kind.SYNTAX, open, open + 2, "'{{' without '}}'", "close it");
  }

  private TemplateException stray(int at) {
    int end = text.offsetByCodePoints(at, 1);
    return new TemplateException(
        TemplateException.Kind.SYNTAX,
        at,
        end,
        Quoted.of(text.substring(at, end)) + ": not expected in a template's action",
        "remove it");
  }
}
