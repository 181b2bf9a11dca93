package org.llmtutor.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.types.LanguageProfile;

class GarbageTest {

  private static final int SIZE = 1 << 20;

  private static ParseResult parse(String text) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(5), () -> Parser.parse(text, LanguageProfile.ALL));
  }

  @Test
  void isRefusedWithFewProblems() {
    List<String> pieces =
        List.of(
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "`",
            ",",
            "=",
            "a ",
            "1 ",
            "5m ",
            "$",
            "\\",
            "a==",
            "sum by a,",
            "foo[((",
            "{a=",
            "f(a b, ",
            "a[5m:",
            "\u00e9",
            "\uD83D\uDE00",
            "\0");
    for (String piece : pieces) {
      ParseResult result = parse(piece.repeat(SIZE / piece.length()));
      assertThat(result.problems()).as(piece).hasSizeBetween(1, 20);
      assertThat(result.expr()).as(piece).isNull();
    }
  }

  @Test
  void ofRandomCharactersIsRefused() {
    Random random = new Random(42);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < SIZE; i++) {
      text.append((char) random.nextInt(0x180));
    }

    assertThat(parse(text.toString()).problems()).hasSizeBetween(1, 20);
  }

  @Test
  void neverThrowsOnShortTexts() {
    String[] words = {
      "a",
      "sum",
      "by",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      ",",
      "=",
      "=~",
      "\"x\"",
      "5m",
      "1",
      ":",
      "@",
      "-",
      "^",
      "offset",
      "on",
      "group_left",
      "bool",
      "fill",
      "step",
      "start",
      "min",
      "and",
      "#",
      "\n",
      "!"
    };
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int j = random.nextInt(12); j >= 0; j--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
      }
      ParseResult result = Parser.parse(text.toString(), LanguageProfile.ALL);
      assertThat(result.expr() == null).as(text.toString()).isEqualTo(!result.problems().isEmpty());
    }
  }

  @Test
  void oneLongNameIsAnExpression() {
    assertThat(parse("x".repeat(SIZE)).problems()).isEmpty();
  }

  @Test
  void aLongSumIsAnExpression() {
    assertThat(parse("1" + "+1".repeat(SIZE / 2)).problems()).isEmpty();
  }
}
