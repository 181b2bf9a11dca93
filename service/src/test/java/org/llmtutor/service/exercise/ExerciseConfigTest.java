package org.llmtutor.service.exercise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.util.DataSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExerciseConfigTest {

  private static final ObjectMapper JSON = Jackson.newObjectMapper();

  @Test
  void hasDefaults() throws JsonProcessingException {
    assertThat(JSON.readValue("{}", ExerciseConfig.class))
        .isEqualTo(ExerciseConfig.defaults())
        .isEqualTo(new ExerciseConfig(DataSize.kibibytes(32), 50, 16, 10_000, 20));
  }

  @Test
  void takesEveryProperty() throws JsonProcessingException {
    String section =
        """
        {"maxCodeSize": "2KiB", "maxOutputs": 3, "maxOutputDepth": 4, "maxOutputNodes": 5,
         "submissionsKept": 6}
        """;
    assertThat(JSON.readValue(section, ExerciseConfig.class))
        .isEqualTo(new ExerciseConfig(DataSize.kibibytes(2), 3, 4, 5, 6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"maxCodeSize\": \"1MiB\"}",
        "{\"maxCodeSize\": \"0B\"}",
        "{\"maxOutputs\": 0}",
        "{\"maxOutputDepth\": 101}",
        "{\"maxOutputNodes\": -1}",
        "{\"submissionsKept\": 1001}",
      })
  void refusesValuesOutOfRange(String section) {
    assertThatThrownBy(() -> JSON.readValue(section, ExerciseConfig.class))
        .hasMessageContaining("exercises.")
        .hasMessageContaining("is out of range; use 1 to");
  }
}
