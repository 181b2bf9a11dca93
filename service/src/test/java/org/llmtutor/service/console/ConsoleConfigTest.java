package org.llmtutor.service.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.jackson.Jackson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleConfigTest {

  private static final ObjectMapper JSON = Jackson.newObjectMapper();

  private static ConsoleConfig read(String json) throws Exception {
    return JSON.readValue(json.replace('\'', '"'), ConsoleConfig.class);
  }

  @Test
  void anEmptySectionHasItsDefaults() throws Exception {
    assertThat(read("{}")).isEqualTo(ConsoleConfig.defaults());
    assertThat(ConsoleConfig.defaults().enabled()).isTrue();
    assertThat(ConsoleConfig.defaults().sessions().lifetime()).hasHours(12);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{'enabled': 'maybe'}, use true or false",
        "{'sessionLifetime': '0s'}, console.sessionLifetime",
        "{'maxSessions': 0}, console.maxSessions",
        "{'attemptsPerMinute': 0}, console.attemptsPerMinute",
        "{'maxAddresses': 0}, console.maxAddresses",
        "{'recentErrors': 0}, console.recentErrors",
        "{'recentErrors': 10001}, from 1 to 10000"
      })
  void aWrongValueIsToldWithItsRemedy(String json, String remedy) {
    assertThatThrownBy(() -> read(json)).hasMessageContaining(remedy);
  }
}
