package org.llmtutor.cli.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpositionParserTest {

  private static MetricsPage parse(String page) throws IOException {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    return ExpositionParser.parse(new ByteArrayInputStream(bytes), false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1",
        "  a\t1  ",
        "a{} 1",
        "a{b=\"c\",} 1",
        "a{ b = \"c\" , d = \"e\" } 1",
        "a{b=\"quote \\\" backslash \\\\ line \\n end\"} 1",
        "a{b=\"}\"} 1",
        "a NaN",
        "a +Inf 1700000000000",
        "a -1.5e-7 -5",
        "a:b:c 1",
        "a{b=\"é漢\"} 1",
        "{\"a.b\"} 1",
        "{\"a.b\",c=\"d\"} 1",
        "a{\"label with blanks\"=\"x\"} 1",
        "a_total 1 # {trace_id=\"x\"} 0.5 1700000000.5",
        "# any comment",
        "#",
        "# TYPE",
        "",
      })
  void acceptsWhatTheFormatsAllow(String line) throws IOException {
    assertThat(parse(line.equals("# TYPE") ? "# TYPE a counter" : line).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a{",
        "a{b} 1",
        "a{b=c} 1",
        "a{b=\"c\" 1",
        "a{b=\"c\"d=\"e\"} 1",
        "a{1=\"c\"} 1",
        "a 0x1p3f",
        "a 1 later",
        "{b=\"c\"} 1",
        "é 1",
        "a 1 # 0.5",
        "# TYPE a thing",
        "# HELP 1a text",
      })
  void notesWhatTheyDoNot(String line) throws IOException {
    MetricsPage page = parse("ok 1\n" + line + "\nok 2\n");

    assertThat(page.problems()).singleElement().extracting(ExpositionProblem::line).isEqualTo(2);
    assertThat(page.family("ok")).map(MetricFamily::series).contains(2L);
  }

  @Test
  void countsEverySampleOfAHistogramToIt() throws IOException {
    MetricsPage page =
        parse(
            """
            # TYPE h histogram
            h_bucket{le="1"} 1
            h_bucket{le="+Inf"} 1
            h_sum 1
            h_count 1
            h_other 1
            """);

    assertThat(page.family("h")).map(MetricFamily::series).contains(4L);
    assertThat(page.family("h_other")).map(MetricFamily::type).contains("untyped");
  }

  @Test
  void findsACounterUnderBothItsNames() throws IOException {
    MetricsPage page = parse("# TYPE a counter\na_total 1\n# TYPE b_total counter\nb_total 1\n");

    assertThat(page.family("a_total")).map(MetricFamily::name).contains("a");
    assertThat(page.family("b_total")).map(MetricFamily::name).contains("b_total");
    assertThat(page.series()).isEqualTo(2);
  }

  @Test
  void keepsTheFirstProblemsAndCountsTheOthers() throws IOException {
    MetricsPage page = parse("bad\n".repeat(ExpositionParser.MAX_PROBLEMS + 5));

    assertThat(page.problems()).hasSize(ExpositionParser.MAX_PROBLEMS);
    assertThat(page.problemsOmitted()).isEqualTo(5);
  }

  @Test
  void refusesTextAfterTheEnd() throws IOException {
    MetricsPage page = parse("a 1\n# EOF\na 2\n");

    assertThat(page.openMetrics()).isTrue();
    assertThat(page.problems())
        .singleElement()
        .extracting(ExpositionProblem::message)
        .isEqualTo("text after '# EOF'");
  }

  @Test
  void readsAHundredThousandSeries() throws IOException {
    StringBuilder text = new StringBuilder("# TYPE a counter\n");
    for (int i = 0; i < 100_000; i++) {
      text.append("a{i=\"").append(i).append("\"} 1\n");
    }

    assertThat(parse(text.toString()).family("a")).map(MetricFamily::series).contains(100_000L);
  }
}
