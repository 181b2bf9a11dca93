package org.llmtutor.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateScanTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain { } text",
        "{{ $labels.job }} at {{ $value | humanize }}",
        "{{ printf \"%.2f}} {{\" $value }}",
        "{{ printf `}}\n{{` }}",
        "{{ \"a\\\"}}\" }}",
        "{{/* a comment with }} and ' in it */}}",
        "{{- /* trimmed */ -}}",
        "{{ if gt $value 1.0 }}a{{ else if true }}b{{ else }}c{{ end }}",
        "{{ with query \"up\" }}{{ . | first | value }}{{ end }}",
        "{{ range query `up` }}{{ .Labels.job }}\n{{ end }}",
        "{{- if true -}}x{{- end -}}",
        "{{ endpoint }}",
      })
  void acceptsWhatGoAccepts(String template) {
    assertThat(TemplateScan.of(template)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      value = {
        "{{ $value, 0, '{{' without '}}'",
        "{{ $value } x, 0, '{{' without '}}'",
        "ok {{ $a }} {{ $b, 12, '{{' without '}}'",
        "{{ $a {{ $b }}, 0, '{{' without '}}'",
        "{{ printf \"x }}, 10, '\"': a quote that is not closed",
        "{{ if true }}x, 0, if without end",
        "{{ with 1 }}{{ if 2 }}{{ end }}, 0, with without end",
        "{{ end }}, 0, ~end without if, range or with before it~",
        "{{ else }}, 0, ~else without if, range or with before it~",
        "{{/* open, 0, '{{' without '}}'",
        "$value }}, 7, '}}' without '{{' before it",
      })
  void findsTheFirstFlaw(String template, int at, String message) {
    assertThat(TemplateScan.of(template))
        .hasValueSatisfying(
            flaw -> {
              assertThat(flaw.message()).isEqualTo(message);
              assertThat(flaw.from()).isEqualTo(at);
            });
  }
}
