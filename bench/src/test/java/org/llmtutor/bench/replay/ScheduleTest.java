package org.llmtutor.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static Trace.Request at(long millis) {
    return new Trace.Request(Duration.ofMillis(millis), 1, 1);
  }

  @Test
  void keepsTheRhythmWhenItSpreads() {
    Trace trace = new Trace(List.of(at(0), at(1_000), at(4_000)));

    assertThat(Schedule.spread(trace, Duration.ofSeconds(60)).due())
        .containsExactly(Duration.ZERO, Duration.ofSeconds(15), Duration.ofSeconds(60));
  }

  @Test
  void sendsEverythingAtOnceWithoutALength() {
    Trace trace = new Trace(List.of(at(0), at(1_000)));

    assertThat(Schedule.spread(trace, Duration.ZERO).due()).containsOnly(Duration.ZERO);
  }

  @Test
  void takesMoreLearnersForMoreRequestsAMinute() {
    Trace trace = Trace.synthetic(1_000);

    assertThat(Schedule.spread(trace, Duration.ZERO).learners()).isEqualTo(20);
    assertThat(Schedule.spread(trace, Duration.ofHours(1)).learners()).isEqualTo(8);
  }

  @Test
  void refusesMoreThanTheServiceWouldTake() {
    Trace trace = Trace.synthetic(6_000);

    assertThatThrownBy(() -> Schedule.spread(trace, Duration.ZERO))
        .hasMessageContaining("6000 requests within a minute need 120 learners")
        .hasMessageContaining("--seconds");
  }
}
