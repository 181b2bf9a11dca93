package org.llmtutor.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {

  private static final List<String> NAMES = List.of("query", "cost-report", "--since", "day");

  @Test
  void findsWhatWasMeant() {
    assertThat(Suggestion.closest("qurey", NAMES)).contains("query");
    assertThat(Suggestion.closest("COSTREPORT", NAMES)).contains("cost-report");
    assertThat(Suggestion.closest("--sinc", NAMES)).contains("--since");
    assertThat(Suggestion.closest("dya", NAMES)).contains("day");
  }

  @Test
  void staysSilentWhenNothingIsClose() {
    assertThat(Suggestion.closest("zebra", NAMES)).isEmpty();
    assertThat(Suggestion.didYouMean("x", NAMES, "; see --help")).isEqualTo("; see --help");
  }
}
