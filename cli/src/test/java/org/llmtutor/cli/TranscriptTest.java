package org.llmtutor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays every transcript against a real HTTP peer. {@code -Dtranscripts.update=true} rewrites them
 * with what happened; read the difference before it is committed.
 */
class TranscriptTest {

  private static final Path DIRECTORY = Path.of("src/test/resources/transcripts");

  @TempDir Path home;

  static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void goesAsWrittenDown(String name) throws IOException {
    Transcript transcript = Transcript.read(DIRECTORY.resolve(name));
    try (Peer peer = new Peer()) {
      List<String> played = new TranscriptRunner(home.toRealPath(), peer).play(transcript.lines());
      if (Boolean.getBoolean("transcripts.update")) {
        Files.write(transcript.file(), played);
      } else {
        assertThat(String.join("\n", played)).isEqualTo(String.join("\n", transcript.lines()));
      }
    }
  }
}
