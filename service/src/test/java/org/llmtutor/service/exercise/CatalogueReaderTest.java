package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CatalogueReaderTest {

  private static final String GOOD = text("/exercises/loops-easy.yml");

  @Test
  void readsAGoodFile() {
    assertThat(read(GOOD)).isEmpty();
  }

  @Test
  void namesAnUnknownField() {
    assertThat(read(GOOD + "colour: red\n"))
        .singleElement()
        .asString()
        .contains("loops-easy.yml:", "colour");
  }

  @Test
  void namesAMissingField() {
    assertThat(read(GOOD.replace("title: The drying puddle\n", "")))
        .singleElement()
        .asString()
        .contains("loops-easy.yml", "title");
  }

  @Test
  void namesAFieldWithoutAValue() {
    assertThat(read(GOOD.replace("title: The drying puddle", "title:")))
        .singleElement()
        .asString()
        .contains("title");
  }

  @Test
  void namesADuplicateField() {
    assertThat(read(GOOD + "title: Again\n")).singleElement().asString().contains("title");
  }

  @Test
  void namesAnUnknownFieldOfACase() {
    assertThat(read(GOOD.replace("- {name: seven litres,", "- {name: seven litres, note: x,")))
        .singleElement()
        .asString()
        .contains("cases.[0].note");
  }

  @Test
  void refusesAnUnknownDifficulty() {
    assertThat(read(GOOD.replace("difficulty: easy", "difficulty: simple")))
        .singleElement()
        .asString()
        .contains("difficulty", "[easy, medium, hard]");
  }

  @Test
  void refusesASecondDocument() {
    assertThat(read(GOOD + "---\nid: other\n")).hasSize(1);
  }

  @Test
  void refusesTextThatIsNotYaml() {
    assertThat(read("id: [")).singleElement().asString().contains("loops-easy.yml");
  }

  @Test
  void tellsAllThatIsWrongAtOnce() {
    String bad =
        GOOD.replace("concepts: [loops, variables]", "concepts: [loops, magic]")
            .replace("name: already dry", "name: seven litres")
            .replace("  java: hoursUntilDry\n", "  java: dry\n  cobol: dry\n");
    assertThat(read(bad))
        .anyMatch(line -> line.contains("concepts: holds an unknown one"))
        .anyMatch(line -> line.contains("cases: two have the same name"))
        .anyMatch(line -> line.contains("entry: must have exactly the languages"));
  }

  @Test
  void refusesAFourthHint() {
    assertThat(read(GOOD.replace("hints:\n", "hints:\n  - Think first.\n")))
        .containsExactly("exercises/loops-easy.yml: hints: must be exactly 3");
  }

  @Test
  void refusesAHintThatHoldsALineOfTheSolution() {
    assertThat(
            read(
                GOOD.replace(
                    "  - Two things change every hour",
                    "  - Write litres = litres // 2 where two things change every hour")))
        .containsExactly(
            "exercises/loops-easy.yml: hints: give away a line of the python solution");
  }

  @Test
  void reportsTheProblemsOfAllFiles() {
    CatalogueReader reader = new CatalogueReader("/exercises/");
    assertThatThrownBy(() -> reader.read(List.of("loops-easy", "weaving-easy", "weaving-hard")))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("exercises/weaving-easy.yml: not found")
        .hasMessageContaining("exercises/weaving-hard.yml: not found");
  }

  private static List<String> read(String yaml) {
    CatalogueReader reader = new CatalogueReader("/exercises/");
    reader.parse("loops-easy", yaml.getBytes(StandardCharsets.UTF_8));
    return reader.problems();
  }

  private static String text(String resource) {
    try (InputStream in = CatalogueReaderTest.class.getResourceAsStream(resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
