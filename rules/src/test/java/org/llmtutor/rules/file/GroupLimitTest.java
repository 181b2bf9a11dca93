package org.llmtutor.rules.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What promtool takes as a limit, and what it refuses. */
class GroupLimitTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "20, 20",
    "-1, -1",
    "+3, 3",
    "1_000, 1000",
    "0x10, 16",
    "0X1F, 31",
    "0x_1, 1",
    "-0x3, -3",
    "0b11, 3",
    "0o10, 8",
    "010, 8",
    "08, 8",
    "1.5, 1",
    "5., 5",
    ".5, 0",
    "1e3, 1000",
    "1E3, 1000",
    "1e18, 1000000000000000000",
    "9223372036854775807, 9223372036854775807"
  })
  void readsNumbersAsPrometheusDoes(String text, long limit) throws IOException {
    assertThat(read(text)).hasValue(limit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'3'", "9223372036854775808", "1e19", "1e400", "_1", "true", "ten", "1 0", "0xg"})
  void refusesTheRest(String text) throws IOException {
    assertThat(read(text)).isEmpty();
  }

  private static OptionalLong read(String text) throws IOException {
    String yaml = "groups: [{name: g, limit: %s, rules: [{record: a, expr: b}]}]".formatted(text);
    RuleFile file =
        new RuleFileReader()
            .read(
                "limits.yml",
                new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)),
                problem -> {})
            .orElseThrow();
    return GroupLimit.read(file.groups().findFirst().orElseThrow().field("limit").orElseThrow());
  }
}
