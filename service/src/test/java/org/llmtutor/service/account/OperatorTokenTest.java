package org.llmtutor.service.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTokenTest {

  @TempDir Path directory;
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = directory.resolve("data/ops.token");
  }

  private OperatorToken load(String fromEnvironment) {
    return OperatorToken.load(
        AccountConfig.of(null, null, null, null, fromEnvironment, file.toString(), null));
  }

  private String kept() throws IOException {
    return Files.readString(file).strip();
  }

  @Test
  void aTokenIsMadeOnceReadableByItsOwnerAloneAndUsedAgain() throws IOException {
    OperatorToken made = load("");
    String token = kept();
    assertThat(token).startsWith("ops_");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(made.matches(token)).isTrue();
    assertThat(load("").matches(token)).as("after a restart").isTrue();
    assertThat(made.matches(token + "x")).isFalse();
    try (var files = Files.list(file.getParent())) {
      assertThat(files).as("nothing else is left").containsExactly(file);
    }
  }

  @ParameterizedTest
  @Tag("fault-03")
  @Tag("fault-04")
  @ValueSource(
      strings = {
        "",
        "\n",
        "short",
        "has a space in the middle",
        "\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9"
      })
  void aBrokenFileIsRefusedWithARemedyAndLeftAsItIs(String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    assertThatThrownBy(() -> load(""))
        .hasMessageContaining("does not hold a token")
        .hasMessageContaining("remove it")
        .hasMessageContaining("OPS_TOKEN");
    assertThat(file).hasContent(content);
  }

  @Test
  void theTokenOfTheEnvironmentWinsAndMakesNoFile() {
    OperatorToken token = load("a-token-of-the-environment");
    assertThat(token.matches("a-token-of-the-environment")).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void aTokenThatCouldBeGuessedIsRefused() {
    assertThatThrownBy(() -> load("admin"))
        .hasMessageContaining("OPS_TOKEN")
        .hasMessageContaining("16 to 128")
        .message()
        .doesNotContain("admin");
  }
}
