package org.llmtutor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.output.Terminal;

class MonitorctlTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path home;

  private int run(String... args) {
    Environment environment =
        new Environment(
            Map.of("HOME", home.toString()),
            home,
            InputStream.nullInputStream(),
            Clock.systemUTC(),
            Ticker.system(),
            new Terminal(false, true, OptionalInt.empty(), false, false));
    return Monitorctl.run(List.of(args), environment, new PrintWriter(out), new PrintWriter(err));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh"})
  void completesEveryCommandInAShell(String shell) {
    assertThat(run("completion", shell)).isZero();
    assertThat(out.toString())
        .contains("complete -F _complete_monitorctl")
        .contains("bashcompinit")
        .contains(CommandCatalogue.NAMES);
  }

  @Test
  void postsAnExpressionThatIsTooLongForAnAddress() throws IOException {
    try (Peer peer = new Peer()) {
      peer.reply("POST /api/v1/query 200 scalar.json");

      assertThat(run("query", "1" + "+1".repeat(4000), "--prometheus", peer.url())).isZero();
      assertThat(peer.drainRequests()).containsExactly("POST /api/v1/query");
    }
  }

  @Test
  void tellsWhatItWaitsForOnATerminalAndWipesItAgain() throws IOException {
    try (Peer peer = new Peer()) {
      peer.reply("GET /health 200 healthy.json hang");

      assertThat(run("health", "--url", peer.url(), "--timeout", "1300ms")).isEqualTo(1);
    }
    assertThat(err.toString())
        .contains("\r\u001b[Kwaiting for http://127.0.0.1:")
        .contains("(1s)\r\u001b[Kmonitorctl: http://127.0.0.1:");
  }

  @Test
  void beginsNoSmokeTestOfWhatIsNoUrl() {
    assertThat(run("smoke", "--url", "ftp://x")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void theClassArchiveIsTrainedWithoutAFailure() throws IOException {
    Training.main(new String[0]);

    assertThat(out.toString()).isEmpty();
  }
}
