package org.llmtutor.service.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureLineTest {

  @Test
  void tellsWhatFailedAndThenWhy() {
    Throwable failure = new IllegalStateException("cannot open x", new IOException("disk is full"));
    assertThat(FailureLine.of(failure)).isEqualTo("cannot open x: disk is full");
  }

  @Test
  void saysNothingTwiceAndOnlyFirstLines() {
    IOException cause = new IOException("disk is full\n\tat somewhere");
    assertThat(FailureLine.of(new IllegalStateException(cause)))
        .isEqualTo("java.io.IOException: disk is full");
  }

  @Test
  void namesAFailureWithoutMessage() {
    assertThat(FailureLine.of(new ArithmeticException())).isEqualTo("ArithmeticException");
  }

  @Test
  void escapesControlCharacters() {
    assertThat(FailureLine.of(new IllegalStateException("a\u001b[31mb"))).doesNotContain("\u001b");
  }
}
