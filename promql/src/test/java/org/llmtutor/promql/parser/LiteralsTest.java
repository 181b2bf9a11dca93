package org.llmtutor.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.ast.Expr;
import org.llmtutor.promql.ast.NumberLiteral;
import org.llmtutor.promql.ast.StringLiteral;
import org.llmtutor.promql.types.LanguageProfile;

class LiteralsTest {

  private static double number(String text) {
    Expr expr = Parser.parse(text, LanguageProfile.STABLE).expr();
    assertThat(expr).as(text).isInstanceOf(NumberLiteral.class);
    return expr instanceof NumberLiteral number ? number.value() : -1;
  }

  private static String string(String text) {
    Expr expr = Parser.parse(text, LanguageProfile.STABLE).expr();
    assertThat(expr).as(text).isInstanceOf(StringLiteral.class);
    return expr instanceof StringLiteral string ? string.value() : "";
  }

  private static String problem(String text) {
    ParseResult result = Parser.parse(text, LanguageProfile.STABLE);
    assertThat(result.problems()).as(text).isNotEmpty();
    return result.problems().get(0).message();
  }

  @Test
  void readsNumbersAsGoDoes() {
    Map.ofEntries(
            Map.entry("1", 1.0),
            Map.entry("1.", 1.0),
            Map.entry(".5", 0.5),
            Map.entry("5e-3", 5e-3),
            Map.entry("1E+3", 1000.0),
            Map.entry("0x1F", 31.0),
            Map.entry("0Xdeadbeef", (double) 0xdeadbeefL),
            Map.entry("0x_1f", 31.0),
            Map.entry("017", 15.0),
            Map.entry("08", 8.0),
            Map.entry("0777777777777777777777777", 7.777777777777778E+23),
            Map.entry("1_000_000", 1e6),
            Map.entry("1_0.5", 10.5),
            Map.entry("9223372036854775808", 9.223372036854776E+18),
            Map.entry("1e-400", 0.0),
            Map.entry("inf", Double.POSITIVE_INFINITY),
            Map.entry("INF", Double.POSITIVE_INFINITY),
            Map.entry("-Inf", Double.NEGATIVE_INFINITY),
            Map.entry("NaN", Double.NaN),
            Map.entry("5m", 300.0),
            Map.entry("1d12h", 129600.0),
            Map.entry("1ms", 0.001))
        .forEach((text, value) -> assertThat(number(text)).as(text).isEqualTo(value));
  }

  @Test
  void refusesWhatGoRefuses() {
    for (String text : new String[] {"0x", "1_", "0xee", "0x1e+5", "1e400", "0xffffffffffffffff"}) {
      assertThat(problem(text)).as(text).containsAnyOf("error parsing number", "bad number");
    }
    for (String text :
        new String[] {"1__0", "1.2.3", "1e5e5", "0b11", "0o17", "5x", "1h30", "5m1h"}) {
      assertThat(problem(text)).as(text).startsWith("bad number or duration syntax: \"" + text);
    }
  }

  @Test
  void unquotesStrings() {
    assertThat(string("\"a\\\"b\\\\\\n\\t\\a\"")).isEqualTo("a\"b\\\n\t\u0007");
    assertThat(string("'it\\'s \"ok\"'")).isEqualTo("it's \"ok\"");
    assertThat(string("`raw\\n\n\"'`")).isEqualTo("raw\\n\n\"'");
    assertThat(string("\"\\x41\\101\\u00e9\\U0001F600\"")).isEqualTo("AA\u00e9\uD83D\uDE00");
    assertThat(string("\"\\xc3\\xa9\"")).isEqualTo("\u00e9");
    assertThat(string("\"\u00e9\\u00e9\uD83D\uDE00\"")).isEqualTo("\u00e9\u00e9\uD83D\uDE00");
    assertThat(string("''")).isEmpty();
  }

  @Test
  void refusesBadStrings() {
    assertThat(problem("\"abc")).isEqualTo("unterminated quoted string");
    assertThat(problem("'abc\n'")).isEqualTo("unterminated quoted string");
    assertThat(problem("`abc")).isEqualTo("unterminated raw string");
    assertThat(problem("\"\\")).isEqualTo("unterminated quoted string");
    assertThat(problem("\"\\'\"")).isEqualTo("unknown escape sequence \\'");
    assertThat(problem("\"\\xg0\"")).startsWith("illegal character in escape sequence");
    assertThat(problem("\"\\400\"")).contains("invalid Unicode code point");
    assertThat(problem("\"\\ud800\"")).contains("invalid Unicode code point");
    assertThat(problem("\"\\U00110000\"")).contains("invalid Unicode code point");
    assertThat(problem("\"\uD800\"")).isEqualTo("invalid UTF-8 rune");
    assertThat(problem("\"\uFFFD\"")).isEqualTo("invalid UTF-8 rune");
  }
}
