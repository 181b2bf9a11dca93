package org.llmtutor.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final Trace TRACE = new Trace(List.of(at(0), at(1_000), at(4_000)));

  private static Trace.Request at(long millis) {
    return new Trace.Request(Duration.ofMillis(millis), 1, 1);
  }

  @Test
  void keepsTheRhythmWhenItSpreads() {
    assertThat(Pace.within(TRACE, Duration.ofSeconds(60)).due())
        .containsExactly(Duration.ZERO, Duration.ofSeconds(15), Duration.ofSeconds(60));
  }

  @Test
  void keepsTheRhythmWhenItIsFaster() {
    assertThat(Pace.times(TRACE, 2).due())
        .containsExactly(Duration.ZERO, Duration.ofMillis(500), Duration.ofSeconds(2));
  }

  @Test
  void sendsEvenlyAtARate() {
    assertThat(Pace.rate(TRACE, 4).due())
        .containsExactly(Duration.ZERO, Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void sendsEverythingAtOnceWithoutAPace() {
    assertThat(Pace.unbounded(TRACE).due()).hasSize(3).containsOnly(Duration.ZERO);
    Trace one = new Trace(List.of(at(0)));
    assertThat(Pace.within(one, Duration.ofSeconds(9)).due()).containsExactly(Duration.ZERO);
  }

  @Test
  void knowsItsBusiestMinute() {
    assertThat(Pace.unbounded(Trace.synthetic(1_000)).busiestMinute()).isEqualTo(1_000);
    assertThat(Pace.rate(Trace.synthetic(1_000), 0.5).busiestMinute()).isEqualTo(30);
  }
}
