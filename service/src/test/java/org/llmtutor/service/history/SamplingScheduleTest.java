package org.llmtutor.service.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.history.TestHistory.at;

import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.model.Samples;

class SamplingScheduleTest {

  private static final SamplingGrid GRID = new SamplingGrid(15_000);
  private static final long DUE = at(0).toEpochMilli();

  private final TestHistory history = new TestHistory();
  private final SamplingSchedule schedule =
      new SamplingSchedule(
          new HistorySampler(history.registry, history.store, history.config, System::nanoTime),
          history.store,
          GRID,
          Clock.systemUTC());

  @Test
  void samplesAreDueAtMultiplesOfTheInterval() {
    assertThat(GRID.after(DUE)).isEqualTo(DUE + 15_000);
    assertThat(GRID.after(DUE - 1)).isEqualTo(DUE);
    assertThat(GRID.next(DUE, DUE + 200)).isEqualTo(DUE + 15_000);
    assertThat(GRID.missed(DUE, DUE + 200)).isZero();
  }

  @Test
  void aTimerThatFiresEarlyDoesNotSampleTwice() {
    assertThat(GRID.next(DUE, DUE - 3)).isEqualTo(DUE + 15_000);
  }

  @Test
  void whatWasMissedIsCounted() {
    assertThat(GRID.next(DUE, DUE + 61_000)).isEqualTo(DUE + 75_000);
    assertThat(GRID.missed(DUE, DUE + 61_000)).isEqualTo(4);
  }

  @Test
  void aClockThatIsPutBackGoesOnFromThere() {
    long hour = 3_600_000;
    assertThat(GRID.next(DUE, DUE - hour)).isEqualTo(DUE - hour + 15_000);
    assertThat(GRID.missed(DUE, DUE - hour)).isZero();
  }

  @Test
  void aSampleGetsTheTimeAtWhichItWasDueUnlessItIsLate() {
    schedule.take(DUE, DUE + 140);
    schedule.take(DUE + 15_000, DUE + 16_000);
    assertThat(times()).containsExactly(DUE, DUE + 16_000);
    assertThat(history.samplings("late")).isEqualTo(1);
    assertThat(history.samplings("ok")).isEqualTo(2);
  }

  @Test
  @Tag("fault-31")
  void aClockThatIsPutBackCostsTheFutureAndNothingElse() {
    for (int i = 0; i < 10; i++) {
      long due = at(i).toEpochMilli();
      schedule.take(due, due);
    }
    schedule.take(at(10).toEpochMilli(), at(5).toEpochMilli() + 7_000);
    schedule.take(at(6).toEpochMilli(), at(6).toEpochMilli());
    assertThat(times())
        .containsExactly(
            at(0).toEpochMilli(),
            at(1).toEpochMilli(),
            at(2).toEpochMilli(),
            at(3).toEpochMilli(),
            at(4).toEpochMilli(),
            at(5).toEpochMilli(),
            at(5).toEpochMilli() + 7_000,
            at(6).toEpochMilli());
    assertThat(history.dropped("clock")).isPositive();
  }

  private List<Long> times() {
    Samples samples =
        history
            .store
            .select(at(-1), TestHistory.EVER, List.of(TestHistory.name("up")))
            .get(0)
            .samples();
    return java.util.stream.IntStream.range(0, samples.length())
        .mapToObj(samples::timestampAt)
        .toList();
  }
}
