package org.llmtutor.rules.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemRendererTest {

  private final ProblemRenderer renderer = new ProblemRenderer(false);

  @Test
  void showsThePlaceTheLineAndCarets() {
    assertThat(render("a: 1\n  for: 5min\n", new Span(2, 8, 4)))
        .isEqualTo(
            """
            f.yml:2:8: error: 'x': wrong; do better [rule/duration]
                2 |   for: 5min
                  |        ^^^^\
            """);
  }

  @Test
  void keepsCaretsUnderTextAfterTabsAndWideCharacters() {
    assertThat(caretLine("\tfor: 5min", new Span(1, 7, 4))).isEqualTo("         ^^^^");
    assertThat(caretLine("日本: 5min", new Span(1, 5, 4))).isEqualTo("      ^^^^");
    assertThat(caretLine("e\u0301: 5min", new Span(1, 5, 4))).isEqualTo("   ^^^^");
    assertThat(caretLine("x: 日本", new Span(1, 4, 2))).isEqualTo("   ^^^^");
  }

  @Test
  void showsOnlyThePartAroundTheCaretsOfALongLine() {
    String line = "x".repeat(500) + "HERE" + "y".repeat(500);
    String[] lines = render(line, new Span(1, 501, 4)).split("\n", -1);
    assertThat(lines[1]).hasSizeLessThan(140).contains("…", "HERE");
    assertThat(lines[2].indexOf('^')).isEqualTo(lines[1].indexOf("HERE"));
    assertThat(lines[2]).endsWith(" ^^^^");
  }

  @Test
  void fault34LetsNoControlCharacterThrough() {
    Problem problem =
        new Problem(
            "rule/name",
            Severity.ERROR,
            "f\u001b[2J.yml",
            Span.START,
            "a\r\nb\u001b[31m",
            "c\u202e");
    String text = renderer.render(problem, new SourceText("f", "x\u001b[31my"));
    assertThat(text.replace("\n", "")).doesNotContainPattern("[\\p{Cntrl}\u202e]");
    assertThat(text.lines()).hasSize(3);
  }

  @Test
  void doesWithoutTheSource() {
    Problem problem = problem(new Span(9, 1, 1));
    assertThat(renderer.render(problem, null)).doesNotContain("\n");
    assertThat(renderer.render(problem, new SourceText("f.yml", "one line"))).doesNotContain("\n");
  }

  @Test
  void coloursOnDemandWithoutChangingTheText() {
    String coloured = new ProblemRenderer(true).render(problem(Span.START), source("abc"));
    assertThat(coloured).contains("\u001b[31merror:\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(renderer.render(problem(Span.START), source("abc")));
  }

  private String caretLine(String line, Span span) {
    String last = render(line, span).split("\n", -1)[2];
    return last.substring(last.indexOf('|') + 2);
  }

  private String render(String text, Span span) {
    return renderer.render(problem(span), source(text));
  }

  private static Problem problem(Span span) {
    return new Problem("rule/duration", Severity.ERROR, "f.yml", span, "'x': wrong", "do better");
  }

  private static SourceText source(String text) {
    return new SourceText("f.yml", text);
  }
}
