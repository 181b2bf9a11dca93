package org.llmtutor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.output.Terminal;

class WatchAlertsTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Duration> pauses = new ArrayList<>();

  @Test
  void asksAgainUntilInterruptedAlsoWhenTheServerIsDownForAWhile() throws IOException {
    try (Peer peer = new Peer()) {
      peer.reply("GET /api/v1/alerts 200 alerts_none.json once");
      peer.reply("GET /api/v1/alerts 503 - once");
      peer.reply("GET /api/v1/alerts 200 alerts_none.json once");
      peer.reply("GET /api/v1/rules 200 rules_quiet.json");

      assertThat(run(false, "alerts", "--prometheus", peer.url(), "--watch", "--every", "7s"))
          .isZero();
      assertThat(pauses)
          .containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7), Duration.ofSeconds(7));
      assertThat(out.toString().split("All is quiet", -1)).hasSize(3);
      assertThat(err.toString()).contains("503 unavailable");
    }
  }

  @Test
  void startsEachLookAtTheTopOfATerminal() throws IOException {
    try (Peer peer = new Peer()) {
      peer.reply("GET /api/v1/alerts 200 alerts_none.json");

      run(true, "alerts", "--prometheus", peer.url(), "--watch");
      assertThat(out.toString())
          .startsWith("\u001b[H\u001b[2J2026-11-23T12:00:00Z  " + peer.url() + "\n\nAll is quiet");
    }
  }

  private int run(boolean terminal, String... args) {
    Ticker ticker =
        new Ticker() {
          @Override
          public long nanos() {
            return 0;
          }

          @Override
          public void sleep(Duration duration) {
            pauses.add(duration);
            if (pauses.size() == 3) {
              Thread.currentThread().interrupt();
            }
          }
        };
    Environment environment =
        new Environment(
            Map.of(),
            Path.of(""),
            InputStream.nullInputStream(),
            Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC),
            ticker,
            new Terminal(terminal, false, OptionalInt.of(80), false, false));
    try {
      return Monitorctl.run(List.of(args), environment, new PrintWriter(out), new PrintWriter(err));
    } finally {
      // The next test of this thread starts afresh.
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
