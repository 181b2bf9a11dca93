package org.llmtutor.bench.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConformanceCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void passesScriptsThatHold() throws IOException {
    write("good.test", "eval instant at 0 1 + 1\n  2\n");
    write("notes.txt", "no script");
    assertThat(run()).isZero();
    assertThat(out.toString())
        .contains(String.format("%-36s %7d %7d %7d", "good.test", 1, 0, 0))
        .doesNotContain("notes.txt");
  }

  @Test
  void failsWhenOneEvalDoesNotHold() throws IOException {
    write("bad.test", "eval instant at 0 1 + 1\n  2\n\neval instant at 0 1 + 1\n  3\n");
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString())
        .contains(String.format("%-36s %7d %7d %7d", "all", 1, 1, 0))
        .contains("bad.test:4 failed: 1 + 1")
        .contains("expected: 3; came: 2");
  }

  @Test
  void failsWhenAFileIsNoScript() throws IOException {
    write("broken.test", "evaluate\n");
    assertThat(run()).isEqualTo(1);
    assertThat(out.toString()).contains("broken.test: not a script: line 1: evaluate");
  }

  @Test
  void skipsWithAReasonWhatTheProfileLacks() throws IOException {
    write("new.test", "eval instant at 0 max_of(1, 2)\n  2\n");
    assertThat(run("--profile", "stable")).isZero();
    assertThat(out.toString()).contains("new.test:1 skipped: max_of(1, 2)");
    assertThat(run()).isZero();
  }

  @Test
  void refusesADirectoryWithoutScripts() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("no *.test file");
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private int run(String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(directory.toString());
    return new CommandLine(new ConformanceCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(new String[0]));
  }
}
