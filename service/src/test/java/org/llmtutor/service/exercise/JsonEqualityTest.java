package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonEqualityTest {

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2 | 2.0",
        "0.30000000000000004 | 0.3",
        "-0.0 | 0",
        "9007199254740993 | 9007199254740993",
        "123456789012345678901234567890 | 123456789012345678901234567890",
        "1e20 | 100000000000000000000",
        "null | null",
        "true | true",
        "\"a\" | \"a\"",
        "[] | []",
        "[1, [2.0]] | [1.0, [2]]",
        "{\"a\": 1, \"b\": [2]} | {\"b\": [2.0], \"a\": 1}",
      })
  void sameValues(String expected, String actual) throws IOException {
    assertThat(same(expected, actual)).isTrue();
    assertThat(same(actual, expected)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2 | 3",
        "2 | 2.001",
        "9007199254740993 | 9007199254740992",
        "1 | true",
        "0 | false",
        "0 | null",
        "1 | \"1\"",
        "\"a\" | \"A\"",
        "[1, 2] | [2, 1]",
        "[1] | [1, 1]",
        "[] | {}",
        "[] | null",
        "{\"a\": 1} | {\"a\": 1, \"b\": null}",
        "{\"a\": null} | {\"b\": null}",
        "1e400 | 1",
        "1e400 | -1e400",
      })
  void differentValues(String expected, String actual) throws IOException {
    assertThat(same(expected, actual)).isFalse();
    assertThat(same(actual, expected)).isFalse();
  }

  private static boolean same(String expected, String actual) throws IOException {
    return JsonEquality.same(
        JSON.readValue(expected, Object.class), JSON.readValue(actual, Object.class));
  }
}
