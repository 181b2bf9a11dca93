package org.llmtutor.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TraceTest {

  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens\r\n";

  private static Trace parse(String lines) throws IOException {
    return Trace.parse("t.csv", new StringReader(HEADER + lines), 100);
  }

  @Test
  void readsTimesToAHundredNanosecondsAndTokens() throws IOException {
    Trace trace =
        parse("2023-11-16 18:15:46.6805900,374,44\r\n2023-11-16 18:15:50.9951691,396,109\r\n");

    assertThat(trace.requests())
        .containsExactly(
            new Trace.Request(Duration.ZERO, 374, 44),
            new Trace.Request(Duration.ofNanos(4_314_579_100L), 396, 109));
  }

  @Test
  void readsTimesWithoutAFraction() throws IOException {
    Trace trace = parse("2023-12-31 23:59:59,1,2\n2024-01-01 00:00:00.5,3,4\n\n");

    assertThat(trace.length()).isEqualTo(Duration.ofMillis(1_500));
  }

  @Test
  void readsNoMoreThanAskedFor() throws IOException {
    String lines = "2023-11-16 18:15:46,374,44\n2023-11-16 18:15:47,1,1\nnot a line\n";

    assertThat(Trace.parse("t.csv", new StringReader(HEADER + lines), 2).requests()).hasSize(2);
  }

  @Test
  void namesEveryLineThatCannotBeRead() {
    String lines =
        """
        2023-11-16 18:15:46,374,44
        16.11.2023 18:15,1,1
        2023-11-16 18:15:46,many,44
        2023-11-16 18:15:46,1
        2023-11-16 18:15:45,1,1
        """;
    assertThatThrownBy(() -> parse(lines))
        .hasMessage(
            """
            t.csv:3: '16.11.2023 18:15' is not a time; use 2023-11-16 18:15:46.6805900
            t.csv:4: 'many' is not a number of tokens; use 0 to 9999999
            t.csv:5: '2023-11-16 18:15:46,1' has 2 columns; expected TIMESTAMP,ContextTokens,GeneratedTokens
            t.csv:6: '2023-11-16 18:15:45' is before the line above; sort the trace""");
  }

  @Test
  void rejectsAFileThatIsNoTrace() {
    assertThatThrownBy(() -> Trace.parse("t.csv", new StringReader("a,b,c\n1,2,3\n"), 10))
        .hasMessageContaining("t.csv:1:");
    assertThatThrownBy(() -> parse("")).hasMessageContaining("without requests");
  }

  @Test
  void makesTheSameTraceEachTime() {
    Trace made = Trace.synthetic(300);

    assertThat(made).isEqualTo(Trace.synthetic(300));
    assertThat(made.requests())
        .startsWith(Trace.synthetic(10).requests().toArray(Trace.Request[]::new));
    // A sum that was written down, so that a change of the shape does not go unseen.
    assertThat(made.tokens().input() + made.tokens().output()).isEqualTo(339_031);
  }

  @Test
  void makesRequestsInOrderWithPlausibleTokens() {
    Trace made = Trace.synthetic(500);

    assertThat(made.requests()).extracting(Trace.Request::offset).isSorted();
    assertThat(made.requests())
        .allSatisfy(
            request -> {
              assertThat(request.context()).isBetween(1L, 14_000L);
              assertThat(request.generated()).isBetween(1L, 1_000L);
            });
  }
}
