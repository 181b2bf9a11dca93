package org.llmtutor.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmtutor.cli.Monitorctl;
import org.llmtutor.cli.context.Environment;

/**
 * Runs the command as each transcript in {@code check-transcripts} says and compares all of it.
 * {@code -Dtranscripts.update=true} writes what happens into the transcripts instead; read the
 * difference before keeping it.
 */
class CheckTranscriptsTest {

  private static final String FILES = "src/test/resources/check-transcripts/files";
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/check-transcripts");

  static Stream<Path> transcripts() throws IOException {
    try (Stream<Path> files = Files.list(TRANSCRIPTS)) {
      return files.filter(path -> path.toString().endsWith(".txt")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void happensAsWritten(Path transcript) throws IOException {
    String expected = Files.readString(transcript);
    String command = expected.lines().findFirst().orElseThrow();
    String happened =
        Assertions.assertTimeout(Duration.ofSeconds(20), () -> command + "\n" + run(command));
    if (Boolean.getBoolean("transcripts.update")) {
      Files.writeString(transcript, happened);
    }
    assertThat(happened).isEqualTo(expected);
  }

  private static String run(String command) {
    String[] words = command.replace("FILES", FILES).split(" ", -1);
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exit =
        Monitorctl.run(
            List.of(words).subList(1, words.length),
            Environment.system(),
            new PrintWriter(out, true),
            new PrintWriter(err, true));
    return section("stdout", out) + section("stderr", err) + "--- exit " + exit + "\n";
  }

  private static String section(String name, StringWriter text) {
    String content = text.toString().replace("\r\n", "\n").replace(FILES, "FILES");
    String end = content.isEmpty() || content.endsWith("\n") ? "" : "\n";
    return "--- " + name + "\n" + content + end;
  }
}
