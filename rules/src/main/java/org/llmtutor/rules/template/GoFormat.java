package org.llmtutor.rules.template;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.number.FloatText;

/**
 * Go's {@code printf}: the verbs {@code %v %s %q %d %f %F %e %g %x %X %o %b %c %t %T %%} with
 * flags, width and precision. What does not fit shows as Go shows it, as in {@code %!d(string=x)}.
 */
final class GoFormat {

  /** How wide one value may be padded, as in Go. */
  private static final int WIDEST = 1_000_000;

  private final String format;
  private final List<? extends @Nullable Object> arguments;
  private final StringBuilder out = new StringBuilder();
  private int at;
  private int next;

  private GoFormat(String format, List<? extends @Nullable Object> arguments) {
    this.format = format;
    this.arguments = arguments;
  }

  static String format(String format, List<? extends @Nullable Object> arguments) {
    return new GoFormat(format, arguments).run();
  }

  private record Verb(String flags, int width, int precision, char letter) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  private String run() {
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c != '%') {
        out.append(c);
      } else if (at >= format.length()) {
        out.append("%!(NOVERB)");
      } else {
        verb();
      }
    }
    if (next < arguments.size()) {
      out.append("%!(EXTRA ");
      for (int i = next; i < arguments.size(); i++) {
        Object value = arguments.get(i);
        out.append(i > next ? ", " : "");
        out.append(GoValues.type(value)).append('=').append(GoValues.text(value));
      }
      out.append(')');
    }
    return out.toString();
  }

  private void verb() {
    StringBuilder flags = new StringBuilder();
    while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
      flags.append(format.charAt(at++));
    }
    int width = number(-1);
    int precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = number(0);
    }
    if (at >= format.length()) {
      out.append("%!(NOVERB)");
      return;
    }
    int letter = format.codePointAt(at);
    at += Character.charCount(letter);
    if (letter == '%') {
      out.append('%');
    } else if (next >= arguments.size()) {
      out.append("%!").appendCodePoint(letter).append("(MISSING)");
    } else {
      Verb verb = new Verb(flags.toString(), width, precision, (char) letter);
      out.append(pad(one(verb, arguments.get(next++)), verb));
    }
  }

  /** The number that stands here, the value of an argument for {@code *}, or {@code otherwise}. */
  private int number(int otherwise) {
    if (at < format.length() && format.charAt(at) == '*') {
      at++;
      Object value = next < arguments.size() ? arguments.get(next++) : null;
      return value instanceof Long width ? (int) Math.min(WIDEST, Math.abs(width)) : otherwise;
    }
    int from = at;
    while (at < format.length() && Character.digit(format.charAt(at), 10) >= 0) {
      at++;
    }
    if (at == from) {
      return otherwise;
    }
    return at - from > 6 ? WIDEST : Math.min(WIDEST, Integer.parseInt(format, from, at, 10));
  }

  private static String one(Verb verb, @Nullable Object value) {
    String text =
        switch (verb.letter()) {
          case 'v' -> value instanceof Double number ? signed(number, verb, 'g') : cut(verb, value);
          case 'T' -> GoValues.type(value);
          case 't' -> value instanceof Boolean ? String.valueOf(value) : null;
          case 's' -> value instanceof Number || value instanceof Boolean ? null : cut(verb, value);
          case 'q' -> value instanceof Number || value instanceof Boolean ? null : quoted(value);
          case 'f', 'F' -> value instanceof Double number ? signed(number, verb, 'f') : null;
          case 'e', 'E', 'g', 'G' -> exponent(verb, value);
          case 'd' -> whole(verb, value, 10);
          case 'o' -> whole(verb, value, 8);
          case 'b' -> whole(verb, value, 2);
          case 'x', 'X' -> whole(verb, value, 16);
          case 'c' -> value instanceof Long point ? Character.toString(point.intValue()) : null;
          default -> null;
        };
    if (text != null) {
      return text;
    }
    String type = value == null ? "<nil>" : GoValues.type(value) + "=" + GoValues.text(value);
    return "%!" + verb.letter() + "(" + type + ")";
  }

  private static String cut(Verb verb, @Nullable Object value) {
    String text = value == null ? "<nil>" : GoValues.text(value);
    int length = text.codePointCount(0, text.length());
    return verb.precision() < 0 || length <= verb.precision()
        ? text
        : text.substring(0, text.offsetByCodePoints(0, verb.precision()));
  }

  private static String quoted(@Nullable Object value) {
    return org.llmtutor.promql.model.Quoted.of(GoValues.text(value));
  }

  private static @Nullable String exponent(Verb verb, @Nullable Object value) {
    if (!(value instanceof Double number)) {
      return null;
    }
    String text = signed(number, verb, Character.toLowerCase(verb.letter()));
    return Character.isUpperCase(verb.letter()) ? text.toUpperCase(Locale.ROOT) : text;
  }

  private static String signed(double value, Verb verb, char letter) {
    int precision = verb.precision() < 0 && letter != 'g' ? 6 : verb.precision();
    String text = FloatText.format(value, letter, precision);
    return text.startsWith("+") && !verb.has('+') ? text : sign(text, verb);
  }

  private static @Nullable String whole(Verb verb, @Nullable Object value, int radix) {
    if (!(value instanceof Long number)) {
      return null;
    }
    String digits = Long.toString(number, radix);
    return sign(verb.letter() == 'X' ? digits.toUpperCase(Locale.ROOT) : digits, verb);
  }

  private static String sign(String text, Verb verb) {
    if (text.startsWith("-") || text.startsWith("+")) {
      return text;
    }
    return verb.has('+') ? "+" + text : verb.has(' ') ? " " + text : text;
  }

  private static String pad(String text, Verb verb) {
    int missing = verb.width() - text.codePointCount(0, text.length());
    if (missing <= 0) {
      return text;
    }
    if (verb.has('-')) {
      return text + " ".repeat(missing);
    }
    if (verb.has('0') && "feEgGdoxXb".indexOf(verb.letter()) >= 0) {
      boolean signed = text.startsWith("-") || text.startsWith("+");
      String sign = signed ? text.substring(0, 1) : "";
      return sign + "0".repeat(missing) + text.substring(sign.length());
    }
    return " ".repeat(missing) + text;
  }
}
