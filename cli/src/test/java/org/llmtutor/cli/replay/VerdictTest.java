package org.llmtutor.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Trace TRACE =
      new Trace(
          List.of(
              new Trace.Request(Duration.ZERO, 374, 44),
              new Trace.Request(Duration.ofSeconds(1), 396, 109)));
  private static final Usage WHOLE = usage(2, 770, 153, "0.000207300");
  private static final Optional<Books.Counters> COUNTED =
      Optional.of(new Books.Counters(2, 923, 0.000_207_3));

  private static Usage usage(long calls, long input, long output, String cost) {
    return new Usage(calls, new Tokens(input, output), new BigDecimal(cost));
  }

  private static Books books(Usage booked, long unknown, Optional<Books.Counters> counters) {
    return new Books(LocalDate.of(2026, 1, 31), booked, unknown, counters);
  }

  @Test
  void agreesWhenAllSayTheSame() {
    assertThat(Verdict.of(TRACE, true, WHOLE, books(WHOLE, 0, COUNTED)).agrees()).isTrue();
    assertThat(Verdict.of(TRACE, true, WHOLE, books(WHOLE, 0, Optional.empty())).agrees()).isTrue();
  }

  @Test
  void seesANanoDollarThatIsMissing() {
    Books booked = books(usage(2, 770, 153, "0.000207299"), 0, COUNTED);

    assertThat(Verdict.of(TRACE, true, WHOLE, booked).differences())
        .containsExactly("dollars: 0.000207300 acknowledged, 0.000207299 booked");
  }

  @Test
  void seesACallThatWasNotAcknowledgedButBooked() {
    Usage one = usage(1, 374, 44, "0.000082500");

    assertThat(Verdict.of(TRACE, true, one, books(WHOLE, 0, COUNTED)).differences())
        .containsExactly(
            "requests: 2 sent, 1 acknowledged",
            "input tokens: 770 sent, 374 acknowledged",
            "output tokens: 153 sent, 44 acknowledged",
            "calls: 1 acknowledged, 2 booked",
            "input tokens: 374 acknowledged, 770 booked",
            "output tokens: 44 acknowledged, 153 booked",
            "dollars: 0.000082500 acknowledged, 0.000207300 booked");
  }

  @Test
  void comparesTheTraceOnlyWithAServiceThatReplays() {
    Usage real = usage(2, 500, 90, "0.001");

    assertThat(Verdict.of(TRACE, false, real, books(real, 0, Optional.empty())).agrees()).isTrue();
    assertThat(Verdict.of(TRACE, true, real, books(real, 0, Optional.empty())).agrees()).isFalse();
  }

  @Test
  void seesUnknownOutcomesAndCountersThatDiffer() {
    Books booked = books(WHOLE, 1, Optional.of(new Books.Counters(3, 900, 0.000_3)));

    assertThat(Verdict.of(TRACE, true, WHOLE, booked).differences())
        .containsExactly(
            "calls: 1 with an unknown outcome",
            "llm_api_calls_total: 2.0 booked, 3.0 counted",
            "llm_tokens_used_total: 923.0 booked, 900.0 counted",
            "llm_cost_usd_total: 2.073E-4 booked, 3.0E-4 counted");
  }
}
