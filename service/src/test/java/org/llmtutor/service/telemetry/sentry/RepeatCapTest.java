package org.llmtutor.service.telemetry.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Ticker;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepeatCapTest {

  private long now;
  private final RepeatCap cap =
      new RepeatCap(
          new RepeatCap.Limits(2, Duration.ofMinutes(1), 2),
          new Ticker() {
            @Override
            public long read() {
              return now;
            }
          });

  @Test
  void foldsWhatIsTooMuchAndTellsOfItAfterwards() {
    assertThat(cap.admit("a")).hasValue(0);
    assertThat(cap.admit("a")).hasValue(0);
    assertThat(cap.admit("a")).isEmpty();
    assertThat(cap.admit("a")).isEmpty();
    assertThat(cap.admit("b")).hasValue(0);
    now = Duration.ofMinutes(1).toNanos();
    assertThat(cap.admit("a")).hasValue(2);
    assertThat(cap.admit("a")).hasValue(0);
    assertThat(cap.admit("a")).isEmpty();
  }

  @Test
  void letsCausesBeyondTheBoundShareAWindow() {
    cap.admit("a");
    cap.admit("b");
    assertThat(cap.admit("c")).hasValue(0);
    assertThat(cap.admit("d")).hasValue(0);
    assertThat(cap.admit("e")).isEmpty();
    assertThat(cap.admit("a")).hasValue(0);
    now = Duration.ofMinutes(1).toNanos();
    assertThat(cap.admit("f")).hasValue(0);
  }
}
