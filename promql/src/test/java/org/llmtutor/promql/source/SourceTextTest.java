package org.llmtutor.promql.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceTextTest {

  @Test
  void countsLinesAndCodePoints() {
    SourceText text = new SourceText("ab\n\u00e9\uD83D\uDE00c\n");

    assertThat(text.lineColumn(0)).isEqualTo("1:1");
    assertThat(text.lineColumn(2)).isEqualTo("1:3");
    assertThat(text.lineColumn(3)).isEqualTo("2:1");
    assertThat(text.lineColumn(5)).isEqualTo("2:2");
    assertThat(text.lineColumn(9)).isEqualTo("2:3");
    assertThat(text.lineColumn(11)).isEqualTo("3:1");
  }

  @Test
  void mapsBytesToCharactersAndBack() {
    SourceText text = new SourceText("a\u20ac\uD83D\uDE00b");

    assertThat(text.byteOffset(1)).isEqualTo(1);
    assertThat(text.byteOffset(2)).isEqualTo(4);
    assertThat(text.byteOffset(4)).isEqualTo(8);
    assertThat(text.byteOffset(5)).isEqualTo(9);
    assertThat(text.charIndex(4)).isEqualTo(2);
    assertThat(text.charIndex(8)).isEqualTo(4);
    assertThat(text.charIndex(99)).isEqualTo(5);
    assertThat(text.slice(new PositionRange(1, 8))).isEqualTo("\u20ac\uD83D\uDE00");
  }

  @Test
  void trimsWhiteSpace() {
    SourceText text = new SourceText("a \t+\n b");

    assertThat(text.trim(new PositionRange(1, 6))).isEqualTo(new PositionRange(3, 4));
    assertThat(text.trim(new PositionRange(1, 2))).isEqualTo(new PositionRange(1, 2));
  }
}
