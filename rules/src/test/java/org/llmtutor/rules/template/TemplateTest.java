package org.llmtutor.rules.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.promql.model.Labels;

class TemplateTest {

  private static final TemplateData DATA =
      new TemplateData(
          Labels.of("instance", "db-1.example.org:9100", "job", "tutor"),
          1234567.0,
          Map.of("region", "eu"),
          "https://prom.example.org/base",
          Instant.ofEpochSecond(90),
          TemplateTest::ask);

  private static List<TemplateData.Sample> ask(String expression) {
    return switch (expression) {
      case "none" -> List.of();
      case "bad" -> throw new IllegalArgumentException("no such thing");
      default ->
          List.of(
              new TemplateData.Sample(Labels.of("job", "b"), 2),
              new TemplateData.Sample(Labels.of("job", "a", "__value__", "v"), 1.5));
    };
  }

  private static String render(String text) {
    return Template.parse(text).render(DATA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '#',
      value = {
        "plain { } text ~ plain { } text",
        "{{ $value }} ~ 1.234567e+06",
        "{{ $labels }} ~ map[instance:db-1.example.org:9100 job:tutor]",
        "{{ .Labels.job }}/{{ $labels.nothing }}/{{ $.Value | humanize }} ~ tutor//1.235M",
        "{{ $externalLabels.region }} {{ externalURL }} {{ pathPrefix }}"
            + " ~ eu https://prom.example.org/base /base",
        "{{ index $labels \"job\" }} ~ tutor",
        "{{ 0.0 | humanize }} {{ humanize 0.00123 }} {{ -1234.5 | humanize }} ~ 0 1.23m -1.234k",
        "{{ humanize1024 1048576.0 }} {{ humanize1024 1000.0 }} ~ 1Mi 1000",
        "{{ humanizeDuration 93784.0 }} {{ humanizeDuration 3600.0 }} ~ 1d 2h 3m 4s 1h 0m 0s",
        "{{ humanizeDuration 59.99 }} {{ humanizeDuration 0.0123 }} {{ humanizeDuration 0 }}"
            + " ~ 59.99s 12.3ms 0s",
        "{{ humanizeDuration -61.5 }} {{ \"65\" | humanizeDuration }} ~ -1m 1s 1m 5s",
        "{{ 0.12345 | humanizePercentage }} ~ 12.35%",
        "{{ humanizeTimestamp 1435065584.128 }} ~ 2015-06-23 13:19:44.128 +0000 UTC",
        "{{ 3600.5 | toDuration }} {{ now }} ~ 1h0m0.5s 90",
        "{{ parseDuration \"1h30m\" }} ~ 5400",
        "{{ printf \"%.2f|%5.1f|%-5s|%05d|%q|%v|%t|%%|%x\" 1.005 2.25 \"a\" 42 \"q\\\"\" 1e6 true 255 }}"
            + " ~ 1.00|  2.2|a    |00042|\"q\\\"\"|1e+06|true|%|ff",
        "{{ printf \"%d\" 1.5 }}{{ printf \"%s\" }}{{ printf \"x\" 1 }}"
            + " ~ %!d(float64=1.5)%!s(MISSING)x%!(EXTRA int=1)",
        "{{ print 1 2 \"a\" 3 }} ~ 1 2a3",
        "{{ stripPort $labels.instance }} {{ stripDomain $labels.instance }}"
            + " ~ db-1.example.org db-1:9100",
        "{{ stripDomain \"10.1.2.3:80\" }} {{ stripPort \"[::1]:80\" }} ~ 10.1.2.3:80 ::1",
        "{{ title \"hello my_world\" }} {{ toUpper \"a\" }}{{ toLower \"B\" }} ~ Hello My_world Ab",
        "{{ match \"t.t\" $labels.job }} {{ reReplaceAll \"(.)u\" \"$1-\" $labels.job }}"
            + " ~ true t-tor",
        "{{ tableLink \"up * 2\" }} ~ /graph?g0.expr=up+%2A+2&g0.tab=1",
        "{{ graphLink \"a b\" }} ~ /graph?g0.expr=a+b&g0.tab=0",
        "{{ with query \"up\" }}{{ . | first | value }} {{ first . | label \"job\" }}{{ end }} ~ 2 b",
        "{{ range query \"up\" | sortByLabel \"job\" }}{{ .Labels.job }}={{ .Value }};{{ end }}"
            + " ~ a=1.5;b=2;",
        "{{ with query \"none\" }}x{{ else }}none{{ end }} ~ none",
        "{{ range $i, $s := query \"up\" }}{{ if $i }},{{ end }}{{ $s.Labels.job }}{{ end }} ~ b,a",
        "{{ range $k, $v := $labels }}{{ if eq $k \"job\" }}{{ continue }}{{ end }}{{ $v }}{{ end }}"
            + " ~ db-1.example.org:9100",
        "{{ if gt $value 1.0 }}a{{ else if true }}b{{ else }}c{{ end }} ~ a",
        "{{ if and (lt 1 2) (ne \"a\" \"b\") (not false) }}y{{ end }} ~ y",
        "{{ or \"\" \"x\" }}{{ and \"\" \"y\" }} ~ x",
        "{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ end }}{{ $x }} ~ 2",
        "a {{- /* gone */ -}} b ~ ab",
        "a {{- $labels.job -}} b ~ atutorb",
        "{{ define \"t\" }}<{{ . }}>{{ end }}{{ template \"t\" $labels.job }} ~ <tutor>",
        "{{ define \"t\" }}<{{ .arg1 }}>{{ end }}{{ tmpl \"t\" (args 1 \"z\") }} ~ <z>",
        "{{ len $labels }} {{ slice \"tutor\" 1 3 }} {{ html \"<&>\" }} ~ 2 ut &lt;&amp;&gt;",
        "{{ (index (query \"up\") 1).Value }} ~ 1.5",
        "{{ printf `}}{{` }} ~ }}{{",
      })
  void rendersAsPrometheusDoes(String template, String expected) {
    assertThat(render(template)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "{{ $value, 0, '{{' without '}}'",
        "{{ $value } x, 0, '{{' without '}}'",
        "{{ $value ; }}, 10, ';': not expected in a template's action",
        "ok {{ $labels.a }} {{ $value, 19, '{{' without '}}'",
        "{{ $value {{ $value }}, 0, '{{' without '}}'",
        "{{ printf \"x }}, 10, '\"': a quote that is not closed",
        "{{ if true }}x, 3, if without end",
        "{{ with 1 }}{{ if 2 }}{{ end }}, 3, with without end",
        "{{ end }}, 3, ~end without if, range or with before it~",
        "{{ else }}, 3, ~else without if, range or with before it~",
        "{{/* open, 0, '{{' without '}}'",
        "{{ humanise $value }}, 3, 'humanise': no such function",
        "{{ $lables.job }}, 3, '$lables': no such variable",
        "{{ }}, 3, a value is missing here",
        "{{ \"a\" $value }}, 3, a value that is given arguments",
        "{{ printf \"\\y\" }}, 11, '\\y': no such escape",
        "{{ if true }}{{ else }}{{ else }}{{ end }}, 26, a second else",
        "{{ break }}, 3, break outside of a range",
        "{{ ($value }}, 3, '(' without ')'",
        "{{ $value | }}, 12, a value is missing here",
      })
  void saysWhereATemplateBreaks(String template, int at, String problem) {
    TemplateException e =
        catchThrowableOfType(TemplateException.class, () -> Template.parse(template));
    assertThat(e.problem()).isEqualTo(problem);
    assertThat(e.from()).isEqualTo(at);
    assertThat(e.kind()).isEqualTo(TemplateException.Kind.SYNTAX);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "{{ gt $value 1 }}, TYPE, compares a float64 with a int",
        "{{ humanize }}, TYPE, ~humanize: takes 1 arguments, not 0~",
        "{{ humanize $labels }}, TYPE, a map[string]string where a number is expected",
        "{{ toUpper $value }}, TYPE, a float64 where a string is expected",
        "{{ $value.foo }}, TYPE, a float64 has no field 'foo'",
        "{{ match \"(\" \"x\" }}, TYPE, ~'(': not a regular expression, missing closing )~",
        "{{ query \"none\" | first }}, DATA, first: the query has no result",
        "{{ query \"bad\" }}, DATA, no such thing",
        "{{ template \"none\" }}, TYPE, 'none': no such template",
        "{{ define \"a\" }}{{ template \"a\" }}{{ end }}{{ template \"a\" }}, DATA, 'a': includes itself without end",
      })
  void saysWhyRenderingFails(String template, TemplateException.Kind kind, String problem) {
    Template parsed = Template.parse(template);
    TemplateException e = catchThrowableOfType(TemplateException.class, () -> parsed.render(DATA));
    assertThat(e.problem()).isEqualTo(problem);
    assertThat(e.kind()).isEqualTo(kind);
  }

  @Test
  void tellsWhichLabelsAndValuesItReads() {
    Template template =
        Template.parse(
            "{{ $labels.a }}{{ .Labels.b }}{{ index $labels \"c\" }}{{ $value }}"
                + "{{ range query \"up\" }}{{ .Labels.d }}{{ .Value }}{{ $.Labels.e }}{{ end }}");
    assertThat(template.labels())
        .extracting(Template.Use::name)
        .containsExactlyInAnyOrder("a", "b", "c", "e");
    assertThat(template.values()).containsExactly(new Template.Use("$value", 56, 62));
    assertThat(template.queries()).extracting(Template.Use::name).containsExactly("up");
  }

  @Test
  void aTemplateThatFailsBecomesATextThatSaysSo() {
    assertThat(Template.expand("{{ toUpper $value }}", DATA))
        .startsWith("<error expanding template: a float64 where a string is expected");
    assertThat(Template.expand("no braces", DATA)).isEqualTo("no braces");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{ if true }}", "(", "{{ (", "{{ $value | "})
  void deepNestingIsRefusedAndNotAStackOverflow(String piece) {
    assertThatThrownBy(() -> Template.parse("{{ " + piece.repeat(20_000)))
        .isInstanceOf(TemplateException.class);
    assertThatThrownBy(() -> Template.parse("{{ if true }}".repeat(20_000)))
        .isInstanceOf(TemplateException.class);
  }
}
