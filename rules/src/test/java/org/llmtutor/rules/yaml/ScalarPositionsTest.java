package org.llmtutor.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;

/** The word {@code NEEDLE} is found in the value and must be found again in the file. */
class ScalarPositionsTest {

  private static final String NEEDLE = "NEEDLE";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: NEEDLE",
        "a: some NEEDLE here",
        "a:   'it''s a NEEDLE'",
        "a: \"tab\\t quote\\\" \\u00e4 \\x41 \\U0001F600 NEEDLE\"",
        "a: \"\\U0001F600\\U0001F600NEEDLE\"",
        "a: \"folded\n   over two \\\n   lines NEEDLE\"",
        "a: plain text\n  over lines\n\n  with NEEDLE in it",
        "a: 'quoted\n\n  with NEEDLE'",
        "a: |\n  first\n  second NEEDLE\n",
        "a: |-\n\n\n     deep\n       deeper NEEDLE\n",
        "a: |2 # with a comment\n    NEEDLE\n",
        "a: >\n  folded\n  text NEEDLE\n  more\n",
        "a: >-\n  folded\n\n    kept NEEDLE\n\n  more\n",
        "a:\r\n  b: |\r\n    one\r\n    NEEDLE\r\n",
        "- - a: |+\n      x\n      ä 😀 NEEDLE\n",
      })
  void leadBackToTheFile(String yaml) {
    SourceText source = new SourceText("f.yml", yaml);
    List<Problem> problems = new ArrayList<>();
    YamlNode node = new YamlReader(YamlLimits.DEFAULT).read(source, problems::add).get(0);
    assertThat(problems).isEmpty();
    YamlScalar scalar = innermost(node);
    int at = scalar.value().indexOf(NEEDLE);
    int inFile = source.text().indexOf(NEEDLE);
    assertThat(scalar.spanOf(source, at, at + NEEDLE.length()))
        .isEqualTo(source.span(inFile, inFile + NEEDLE.length()))
        .extracting(Span::length)
        .isEqualTo(NEEDLE.length());
  }

  @Test
  void endAtTheEndOfTheLine() {
    SourceText source = new SourceText("f.yml", "a: |\n  one\n  two\n");
    YamlNode node = new YamlReader(YamlLimits.DEFAULT).read(source, problem -> {}).get(0);
    assertThat(innermost(node).spanOf(source, 0, 7)).isEqualTo(new Span(2, 3, 3));
  }

  private static YamlScalar innermost(YamlNode node) {
    YamlNode here = node;
    while (!(here instanceof YamlScalar scalar)) {
      here =
          here instanceof YamlSequence list
              ? list.items().get(0)
              : ((YamlMapping) here).entries().get(0).value();
    }
    return scalar;
  }
}
