package org.llmtutor.promql.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.promql.histogram.FloatHistogram;
import org.llmtutor.promql.histogram.HistogramNotation;
import org.llmtutor.promql.model.Samples;
import org.llmtutor.promql.source.PositionRange;

class SeriesNotationTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "up; up",
        "a:b_9{}; a:b_9",
        "up{job=\"a\",x='b' , y=`c\\` ,}; up{job=\"a\", x=\"b\", y=\"c\\\\\"}",
        "{a=\"b\"}; {a=\"b\"}",
        "{ a = \"\\u00e9\\x41\\101\\n\" }; {a=\"éAA\\n\"}",
        "{\"a name\", \"x.y\"=\"b\"}; {\"a name\", \"x.y\"=\"b\"}",
        "{\"up\"}; up",
        "{__name__=\"up\", a=\"\"}; up",
        "{}; {}",
      })
  void readsSeries(String text, String printed) {
    assertThat(SeriesNotation.parseMetric(text)).hasToString(printed);
    assertThat(SeriesNotation.parse(text + "  1").labels()).hasToString(printed);
    assertThat(SeriesNotation.parse(text).values().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1 2 3; 1 2 3",
        "1+2x3; 1 3 5 7",
        "-1-2x2; -1 -3 -5",
        "-1+2x0; -1",
        "1x2; 1 1 1",
        "0x0; 0",
        "0x3; 0 0 0 0",
        "1e3 1.5E-1 .5 5. +4; 1000 0.15 0.5 5 4",
        "1e1+1e1x2; 10 20 30",
        "_ _x3 2; _ _ _ _ 2",
        "_x0 1; 1",
        "stale; stale",
        "1 stale _ 2; 1 stale _ 2",
        "NaN nan Inf -inf +Inf; NaN NaN Infinity -Infinity Infinity",
        "NaNx1 1+Infx1; NaN NaN 1 Infinity",
        "010 08 1_000; 8 8 1000",
        "\t1  2 ; 1 2",
        "'' ; ''",
      })
  void readsValues(String text, String expected) {
    assertThat(String.join(" ", written(SeriesNotation.parse("x " + text).values())))
        .isEqualTo(expected);
  }

  @Test
  void addsRepeatedlyAsPrometheusDoes() {
    ValueSequence values = SeriesNotation.parse("x 0.1+0.1x9").values();
    assertThat(values.size()).isEqualTo(10);
    assertThat(values.valueAt(9))
        .isEqualTo(0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1 + 0.1);
  }

  @Test
  void readsHistograms() {
    FloatHistogram one = HistogramNotation.parse("{{schema:1 count:2 sum:3 buckets:[1 1]}}");
    FloatHistogram two = HistogramNotation.parse("{{schema:1 count:1 sum:1 buckets:[1]}}");
    String notation =
        "h {{schema:1 count:2 sum:3 buckets:[1 1]}}x1 _ "
            + "{{schema:1 count:2 sum:3 buckets:[1 1]}}+{{schema:1 count:1 sum:1 buckets:[1]}}x2 "
            + "1 {{}} {{ counter_reset_hint:gauge }}";
    ValueSequence values = SeriesNotation.parse(notation).values();
    assertThat(values.size()).isEqualTo(9);
    assertThat(values.histogramAt(1)).isEqualTo(one);
    assertThat(values.histogramAt(2)).isNull();
    assertThat(values.histogramAt(3)).isEqualTo(one);
    assertThat(values.histogramAt(5)).isEqualTo(one.plus(two).plus(two));
    assertThat(values.histogramAt(6)).isNull();
    assertThat(values.valueAt(6)).isEqualTo(1);
    assertThat(values.histogramAt(7)).isEqualTo(HistogramNotation.parse("{{}}"));
    assertThat(values.hintWrittenAt(7)).isFalse();
    assertThat(values.hintWrittenAt(8)).isTrue();
  }

  @Test
  void subtractsHistograms() {
    ValueSequence values = SeriesNotation.parse("h {{count:5 sum:5}}-{{count:1 sum:2}}x2").values();
    assertThat(values.histogramAt(2)).isEqualTo(HistogramNotation.parse("{{count:3 sum:1}}"));
  }

  @Test
  void becomesSamplesWithoutTheGaps() {
    Samples samples = SeriesNotation.parse("x 1 _ {{count:1}} stale").values().toSamples(100, 10);
    assertThat(samples.timestamps()).containsExactly(100, 120, 130);
    assertThat(samples.valueAt(0)).isEqualTo(1);
    assertThat(samples.histogramAt(0)).isNull();
    assertThat(samples.histogramAt(1)).isNotNull();
    assertThat(Samples.isStale(samples.valueAt(2))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "{",
        "{a}",
        "{a=b}",
        "{a!=\"b\"}",
        "{a=\"b\" c=\"d\"}",
        "{,}",
        "{a=\"b}",
        "{a=\"\\q\"}",
        "{a=\"\\x4\"}",
        "{a=\"\\ud800\"}",
        "{a=\"\\400\"}",
        "{a=\"b\",a=\"c\"}",
        "up{__name__=\"down\"}",
        "up {a=\"b\"}",
        "up{a=\"b\"}1",
        "up x",
        "up 1+2",
        "up 1x",
        "up 1+x3",
        "up 1+-2x3",
        "up --1",
        "up 1x1.5",
        "up 1x2x3",
        "up 0x1f",
        "up 1e999",
        "up __",
        "up _x",
        "up stalex3",
        "up stael",
        "up 1,2",
        "up 5m",
        "up {{schema:1",
        "up {{bogus:1}}",
        "up {{}}+1x3",
        "up {{}}+{{}}",
        "up {{schema:1}}+{{schema:0}}x1",
        "up {{}}}}",
      })
  void refusesWhatIsNoSeries(String text) {
    assertThatThrownBy(() -> SeriesNotation.parse(text))
        .isInstanceOf(SeriesNotationException.class);
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    SeriesNotationException wrong =
        catchThrowableOfType(
            SeriesNotationException.class, () -> SeriesNotation.parse("up{a=\"é\"} 1 stael 2"));
    assertThat(wrong)
        .hasMessage(
            "'stael': unexpected where a value should stand; use forms such as 1, 1x3, 1+2x3, _,"
                + " _x3, stale, NaN, Inf or {{count:1}}");
    assertThat(wrong.position()).isEqualTo(new PositionRange(13, 18));
    assertThatThrownBy(() -> SeriesNotation.parse("up{a=1}"))
        .hasMessage(
            "'1}': unexpected where the value of a should stand; write labels as name=\"value\""
                + " with commas between");
    assertThatThrownBy(() -> SeriesNotation.parse("up{a=\"1\""))
        .hasMessage("unexpected end after a label; go on with , or }");
    assertThatThrownBy(() -> SeriesNotation.parseMetric("up 1"))
        .hasMessageStartingWith("'1': unexpected after the series");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "up 0x999999999",
        "up 1+1x1000000",
        "up _x1000001",
        "up 0x99999999999999999999",
        "up {{}}x1000000",
        "up {{}}+{{}}x1000000",
        "up 0x999998 _ _",
      })
  void boundsHowManyValuesALineStandsFor(String text) {
    assertThatThrownBy(() -> SeriesNotation.parse(text))
        .isInstanceOf(SeriesNotationException.class)
        .hasMessageContaining("more than 1000000 values in one line; repeat fewer times");
  }

  @Test
  void takesAnotherBound() {
    assertThat(SeriesNotation.parse("up 0x9", 10).values().size()).isEqualTo(10);
    assertThatThrownBy(() -> SeriesNotation.parse("up 0x9 1", 10))
        .hasMessage("'1': more than 10 values in one line; repeat fewer times");
  }

  private static List<String> written(ValueSequence values) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.isGap(i)) {
        texts.add("_");
      } else if (values.isStale(i)) {
        texts.add("stale");
      } else {
        texts.add(Double.toString(values.valueAt(i)).replaceAll("\\.0$", ""));
      }
    }
    return texts;
  }
}
