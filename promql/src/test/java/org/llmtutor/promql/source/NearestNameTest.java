package org.llmtutor.promql.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {

  private static final List<String> KNOWN = List.of("by", "or", "rate", "irate", "increase");

  @Test
  void findsSmallMistakes() {
    assertThat(NearestName.in(KNOWN, "rte")).isEqualTo("rate");
    assertThat(NearestName.in(KNOWN, "RATE")).isEqualTo("rate");
    assertThat(NearestName.in(KNOWN, "incraese")).isEqualTo("increase");
    assertThat(NearestName.in(KNOWN, "bye")).isEqualTo("by");
    assertThat(NearestName.in(KNOWN, "yb")).isEqualTo("by");
  }

  @Test
  void prefersTheOneThatStartsAlike() {
    assertThat(NearestName.in(List.of("rad", "rate"), "rat")).isEqualTo("rate");
    assertThat(NearestName.in(List.of("rate", "rad"), "rat")).isEqualTo("rate");
  }

  @Test
  void doesNotGuessWildly() {
    assertThat(NearestName.in(KNOWN, "sum")).isNull();
    assertThat(NearestName.in(KNOWN, "b")).isNull();
    assertThat(NearestName.in(KNOWN, "x".repeat(100_000))).isNull();
  }

  @Test
  void saysOtherwiseWhenNothingIsNear() {
    assertThat(NearestName.remedy(KNOWN, "rat", "-")).isEqualTo("did you mean rate?");
    assertThat(NearestName.remedy(KNOWN, "zzz", "-")).isEqualTo("-");
  }
}
