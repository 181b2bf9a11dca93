package org.llmtutor.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfEnvironmentVariable;
import picocli.CommandLine;

@DisabledIfEnvironmentVariable(named = "BENCH_DATABASE_URL", matches = ".+")
class SizingCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void oneInstanceOnAFileBooksEveryCallThatItAnswers() {
    int code = run("--instances=1", "--round-trip=0", "--callers=3", "--seconds=1", "--warmup=0");

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString().lines().toList())
        .hasSize(3)
        .last()
        .asString()
        .matches(" +1 +0 us +[1-9]\\d* +[\\d.]+ ms +[\\d.]+ ms +[\\d.]+ +0 +-");
  }

  @Test
  void aFileIsNotSharedByInstances() {
    assertThat(run("--instances=1,10", "--round-trip=0")).isEqualTo(2);
    assertThat(err.toString()).contains("a file takes one instance", "BENCH_DATABASE_URL");
  }

  private int run(String... arguments) {
    return new CommandLine(new SizingCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }
}
