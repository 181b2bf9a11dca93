package org.llmtutor.promql.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LabelsTextTest {

  @Test
  void printsASeriesAsPrometheusDoes() {
    assertThat(Labels.EMPTY).hasToString("{}");
    assertThat(Labels.of("__name__", "up")).hasToString("up");
    assertThat(Labels.of("__name__", "a:b", "x", "1", "a", "2"))
        .hasToString("a:b{a=\"2\", x=\"1\"}");
    assertThat(Labels.of("a", "2")).hasToString("{a=\"2\"}");
    assertThat(Labels.of("__name__", "x y", "a", "b")).hasToString("{\"x y\", a=\"b\"}");
    assertThat(Labels.of("__name__", "x.y")).hasToString("{\"x.y\"}");
    assertThat(Labels.of("__name__", "up", "a.b", "c")).hasToString("up{\"a.b\"=\"c\"}");
  }

  @Test
  void printsLabelsAsPrometheusEngineDoes() {
    assertThat(Labels.EMPTY.inBraces()).isEqualTo("{}");
    assertThat(Labels.of("job", "a", "__name__", "up", "a.b", "c").inBraces())
        .isEqualTo("{__name__=\"up\", \"a.b\"=\"c\", job=\"a\"}");
  }

  @Test
  void quotesAsGoDoes() {
    assertThat(Quoted.of("a\"b\\c\n\r\t\b\f\u0007\u000b"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\b\\f\\a\\v\"");
    assertThat(Quoted.of("\u0001\u007f")).isEqualTo("\"\\x01\\x7f\"");
    assertThat(Quoted.of("größe 😀 日本")).isEqualTo("\"größe 😀 日本\"");
    assertThat(Quoted.of("\u00a0\u00ad\u200b\ufeff")).isEqualTo("\"\\u00a0\\u00ad\\u200b\\ufeff\"");
    assertThat(Quoted.of("\u2028\ue000")).isEqualTo("\"\\u2028\\ue000\"");
    assertThat(Quoted.of(new String(Character.toChars(0x10ffff)))).isEqualTo("\"\\U0010ffff\"");
  }

  @Test
  void printsMatchersAsTheyAreWritten() {
    assertThat(new LabelMatcher("job", LabelMatcher.Type.NOT_REGEX, "a|b"))
        .hasToString("job!~\"a|b\"");
    assertThat(new LabelMatcher("a.b", LabelMatcher.Type.EQUAL, "\n"))
        .hasToString("\"a.b\"=\"\\n\"");
  }

  @Test
  void sortsLabelByLabel() {
    assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "1", "b", "1"));
    assertThat(Labels.of("a", "1", "b", "2")).isLessThan(Labels.of("a", "2"));
    assertThat(Labels.of("a", "\uffee")).isLessThan(Labels.of("a", "😀"));
    assertThat(Labels.of("😀", "1", "\uffee", "2").name(0)).isEqualTo("\uffee");
  }

  @Property
  void sortsTextByItsBytes(@ForAll("texts") String left, @ForAll("texts") String right) {
    int bytes =
        Arrays.compareUnsigned(
            left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    assertThat(Integer.signum(TextOrder.compare(left, right))).isEqualTo(Integer.signum(bytes));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "é", "\ud7ff", "\ue000", "\uffee", "😀", "😁", "\udbff\udfff")
        .list()
        .ofMaxSize(3)
        .map(parts -> String.join("", parts));
  }
}
