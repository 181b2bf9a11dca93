package org.llmtutor.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {

  private static Terminal wide(int columns) {
    return new Terminal(true, false, OptionalInt.of(columns), true, false);
  }

  @Test
  void cutsTheWidestTextAndNeverANumber() {
    Table table =
        new Table(List.of(Table.text("NAME"), Table.text("MODEL"), Table.number("CALLS")));
    table.row("a-very-long-name-of-a-learner", "model-one", "1,234,567");

    assertThat(table.render(wide(34)))
        .isEqualTo("NAME          MODEL          CALLS\na-very-long…  model-one  1,234,567\n");
  }

  @Test
  void keepsNamesWholeWhileOtherTextCanGiveWay() {
    Table table = new Table(List.of(Table.name("METRIC"), Table.text("HELP")));
    table.row("llm_time_to_first_token_seconds", "Time until the first text.");

    assertThat(table.render(wide(45)))
        .isEqualTo(
            "METRIC                           HELP\nllm_time_to_first_token_seconds  Time until …\n");
    assertThat(table.render(wide(30)).lines().skip(1))
        .containsExactly("llm_time_to_first_tok…  Time …");
  }

  @Test
  void leavesOutWhatCanBeDoneWithoutTheLastFirstAndTellsWhat() {
    Table table =
        new Table(
            List.of(
                Table.name("MODEL"),
                Table.extra("FROM"),
                Table.number("INPUT"),
                Table.extra("NOTES")));
    table.row("gpt-4o-mini", "2026-01-01", "0.15", "unconfirmed");

    assertThat(table.render(wide(35)))
        .isEqualTo("MODEL        FROM        INPUT\ngpt-4o-mini  2026-01-01   0.15\n");
    assertThat(table.leftOut(wide(35))).containsExactly("NOTES");
    assertThat(table.leftOut(wide(20))).containsExactly("FROM", "NOTES");
    assertThat(table.leftOut(wide(80))).isEmpty();
  }

  @Test
  void alignsWideAndCombiningCharacters() {
    Table table = new Table(List.of(Table.text("NAME"), Table.text("X")));
    table.row("漢字", "1");
    table.row("e\u0301", "2");

    assertThat(table.render(wide(80))).isEqualTo("NAME  X\n漢字  1\ne\u0301     2\n");
  }

  @Test
  void leavesNoBlanksAtTheEndOfLines() {
    Table table = new Table(List.of(Table.number("N"), Table.text("TEXT"), Table.text("MORE")));
    table.row("1", "", "");
    table.row("10", "x", "");

    assertThat(table.render(wide(80)).lines()).noneMatch(line -> line.endsWith(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 2, $0.00",
    "0.005, 2, <$0.01",
    "0.004, 2, <$0.01",
    "0.015, 2, $0.02",
    "0.025, 2, $0.02",
    "1234.5, 2, '$1,234.50'",
    "1234567.891, 2, '$1,234,567.89'",
    "-12.345, 2, -$12.34",
    "0.00000149, 6, $0.000001"
  })
  void roundsDollarsHalfEven(BigDecimal amount, int decimals, String expected) {
    assertThat(Numbers.usd(amount, decimals)).isEqualTo(expected);
  }

  @Test
  void writesSharesOfTheWhole() {
    assertThat(Numbers.share(BigDecimal.ONE, new BigDecimal("3"))).isEqualTo("33.3%");
    assertThat(Numbers.share(BigDecimal.ONE, BigDecimal.ZERO)).isEqualTo("-");
  }

  @Test
  void makesControlCharactersVisible() {
    assertThat(PlainText.of("a\u001b[2Jb\r\n\t\u0085\u202ec\u007f"))
        .isEqualTo("a\\x1b[2Jb\\x0d\\n\\t\\x85\\u202ec\\x7f");
    assertThat(PlainText.of("plain é 漢")).isEqualTo("plain é 漢");
  }

  @Test
  void quotesCsvFieldsThatNeedIt() {
    assertThat(Csv.line(List.of("a", "b,c", "d\"e", "f\ng", "\u001b[m")))
        .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",\\x1b[m\n");
  }

  @Test
  void escapesMarkupInReports() {
    assertThat(JUnitReport.write("s<", List.of())).contains("name=\"s&lt;\"");
    assertThat(Markdown.row(List.of("a|b", "<i>"))).isEqualTo("| a\\|b | &lt;i> |\n");
  }

  @ParameterizedTest
  @CsvSource({
    "en_US.UTF-8, '', true, 80, true, true",
    "C, '', true, 80, false, true",
    "tr_TR.utf8, '', false, -1, true, false",
    "de_DE.UTF-8, 132, false, 132, true, false",
    "de_DE.UTF-8, wide, true, 80, true, true"
  })
  void detectsTheTerminal(
      String lang, String columns, boolean tty, int width, boolean unicode, boolean color) {
    Terminal terminal =
        Terminal.detect(
            Map.of("LANG", lang, "COLUMNS", columns),
            tty ? Map.of("monitorctl.stdout", "terminal") : Map.of());

    assertThat(terminal.columns().orElse(-1)).isEqualTo(width);
    assertThat(terminal.unicode()).isEqualTo(unicode);
    assertThat(terminal.color()).isEqualTo(color);
  }

  @Test
  void printsNoColoursWhereTheyAreNotWanted() {
    Map<String, String> tty = Map.of("monitorctl.stdout", "terminal");

    assertThat(Terminal.detect(Map.of("NO_COLOR", "1"), tty).color()).isFalse();
    assertThat(Terminal.detect(Map.of("TERM", "dumb"), tty).color()).isFalse();
    assertThat(Terminal.detect(Map.of(), tty).withoutColor().styled("x", Style.RED)).isEqualTo("x");
  }
}
