package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private final Slots slots = new Slots(1_000, 100);

  @Test
  void lateEvaluationsAreLeftOutAndCounted() {
    assertThat(slots.next(990)).isEqualTo(1_000);
    assertThat(slots.next(1_000)).isEqualTo(1_100);
    assertThat(slots.next(1_050)).isEqualTo(1_100);
    assertThat(slots.missed(1_000, slots.next(1_050))).isZero();
    assertThat(slots.missed(1_000, slots.next(1_399))).isEqualTo(3);
  }

  @Test
  void groupsAreSpreadOverTheirInterval() {
    Slots one = Slots.after(-5_000, Duration.ofSeconds(60), new RuleSource("a.yml", "one"));
    Slots two = Slots.after(-5_000, Duration.ofSeconds(60), new RuleSource("a.yml", "two"));
    assertThat(one.first()).isBetween(-5_000L, 60_000_000_000L).isNotEqualTo(two.first());
  }
}
