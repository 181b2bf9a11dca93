package org.llmtutor.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.cli.failure.CliException;

class JsonTextTest {

  private static @Nullable Object parse(String text) throws IOException {
    return JsonText.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void keepsNumbersExactly() throws IOException {
    assertThat(parse("{\"a\":0.10,\"b\":12345678901234567890.000000001}"))
        .isEqualTo(
            Map.of(
                "a", new BigDecimal("0.10"),
                "b", new BigDecimal("12345678901234567890.000000001")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[1,]", "{\"a\":1,\"a\":2}", "1 2", "1e999999999", "nul", "\u0000"})
  void refusesWhatIsNotOneSaneValue(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(IOException.class);
  }

  @Test
  void refusesBombs() {
    assertThatThrownBy(() -> parse("[".repeat(100_000))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> parse("9".repeat(10_000))).isInstanceOf(IOException.class);
  }

  @Test
  void writesWhatItReads() throws IOException {
    String text = "{\n  \"a\": [1, \"x\\u001b\\n\", null],\n  \"b\": {},\n  \"c\": 0.00000001\n}";

    assertThat(JsonWriter.write(parse(text))).isEqualTo(text);
  }

  @Test
  void saysWhichMemberIsMissing() throws IOException {
    JsonObject root = JsonObject.of(parse("{\"a\":{\"b\":1.5}}"), "there");

    assertThatThrownBy(() -> root.object("a").text("c"))
        .isInstanceOf(CliException.class)
        .hasMessageStartingWith("there: 'a.c' is missing");
    assertThatThrownBy(() -> root.object("a").count("b"))
        .hasMessageStartingWith("there: 'a.b' is not a whole number");
  }
}
