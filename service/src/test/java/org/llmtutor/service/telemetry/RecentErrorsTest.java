package org.llmtutor.service.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.telemetry.RecentErrors.Entry;

class RecentErrorsTest {

  private final RecentErrors errors = new RecentErrors(Clock.systemUTC());

  @Test
  void theReplyAndTheLogLineOfARequestAreOneEntry() {
    errors.logged("request-1", "GET", "/a", "Mapper", "IllegalStateException");
    errors.replied("request-1", "GET", "/a", 500, "internal");
    assertThat(errors.newestFirst()).hasSize(1);
    Entry entry = errors.newestFirst().get(0);
    assertThat(entry.status()).isEqualTo(500);
    assertThat(entry.code()).isEqualTo("internal");
    assertThat(entry.logger()).isEqualTo("Mapper");
    assertThat(entry.exception()).isEqualTo("IllegalStateException");
    assertThat(errors.total()).isEqualTo(1);
  }

  @Test
  void aLineAfterTheReplyBelongsToItToo() {
    errors.replied("request-1", "GET", "/a", 500, "internal");
    errors.logged("request-1", "GET", "/a", "Late", null);
    assertThat(errors.newestFirst()).hasSize(1);
    assertThat(errors.newestFirst().get(0).status()).isEqualTo(500);
  }

  @Test
  void aClientThatReusesAnIdHidesNothing() {
    errors.replied("request-1", "GET", "/a", 500, "internal");
    errors.replied("request-1", "GET", "/b", 503, "unavailable");
    assertThat(errors.newestFirst()).extracting(Entry::route).containsExactly("/b", "/a");
  }

  @Test
  void onlyTheLastAreKept() {
    errors.keep(3);
    for (int i = 1; i <= 5; i++) {
      errors.replied("request-" + i, "GET", "/" + i, 500, null);
    }
    assertThat(errors.newestFirst()).extracting(Entry::route).containsExactly("/5", "/4", "/3");
    assertThat(errors.total()).isEqualTo(5);
  }
}
