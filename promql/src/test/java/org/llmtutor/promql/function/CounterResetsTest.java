package org.llmtutor.promql.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.Promql;
import org.llmtutor.promql.engine.Engine;
import org.llmtutor.promql.engine.EngineOptions;
import org.llmtutor.promql.engine.Queryable;
import org.llmtutor.promql.model.Value;
import org.llmtutor.promql.series.InMemoryQueryable;

/** Counters that start anew so often that their resets are not added one by one. */
class CounterResetsTest {

  @Test
  void addsWhatWasReachedBeforeEachReset() {
    assertThat(increase("m " + "0 10 ".repeat(50), "100s", 99)).isEqualTo(500);
  }

  @Test
  void isNotSpoiledByResetsOutsideTheWindow() {
    String huge = "1.7e308 0 1.7e308 0 ";
    assertThat(increase("m " + huge + "0 10 ".repeat(50), "100s", 103)).isEqualTo(500);
    assertThat(increase("m 1e30 0 " + "0 10 ".repeat(50), "100s", 101)).isEqualTo(500);
  }

  /** A sample each second, the last one at the end; a counter at zero is stretched no further. */
  private static double increase(String notation, String range, int at) {
    Queryable samples =
        InMemoryQueryable.builder()
            .load(notation.strip(), Instant.EPOCH, Duration.ofSeconds(1))
            .build();
    String query = "sum(increase(m[" + range + "]))";
    Value value =
        new Engine(EngineOptions.DEFAULTS)
            .instant(samples, Promql.parse(query), Instant.ofEpochSecond(at))
            .value();
    return ((Value.Vector) value).samples().get(0).value();
  }
}
