package org.llmtutor.cli.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.Ticker;
import org.llmtutor.cli.output.Terminal;

class LogFilesTest {

  @TempDir Path directory;

  @Test
  void readsPlainRotatedAndCompressedFilesOfADirectory() throws IOException {
    Files.writeString(directory.resolve("tutor.log"), "third\r\n");
    Files.writeString(directory.resolve("tutor.log.1"), "second");
    zipped("tutor.2026-01-31.log.gz", "first\n");
    Files.writeString(directory.resolve("notes.txt"), "no log\n");
    assertThat(read(".")).containsExactlyInAnyOrder("first", "second", "third");
  }

  @Test
  void aFileThatIsNamedIsReadWhateverItIsCalled() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "a line\n");
    assertThat(read("notes.txt")).containsExactly("a line");
  }

  @Test
  void aDirectoryWithoutLogsAndACutArchiveSayWhatToDo() throws IOException {
    assertThatThrownBy(() -> read(".")).hasMessageContaining("holds no log files");
    zipped("tutor.log.gz", "x".repeat(100_000));
    byte[] whole = Files.readAllBytes(directory.resolve("tutor.log.gz"));
    Files.write(directory.resolve("tutor.log.gz"), java.util.Arrays.copyOf(whole, 50));
    assertThatThrownBy(() -> read(".")).hasMessageContaining("cannot be read");
  }

  @Test
  void aLineWithoutEndIsCutAndTheNextIsRead() throws IOException {
    Files.writeString(directory.resolve("a.log"), "x".repeat(3_000_000) + "\nnext\n");
    List<String> lines = read("a.log");
    assertThat(lines.get(0)).hasSize(1024 * 1024);
    assertThat(lines.get(1)).isEqualTo("next");
  }

  @Test
  void aSearchKeepsSoManyLinesAndCountsTheRest() {
    LogSearch search = new LogSearch(Set.of("request-1"), null, null);
    String line = "2026-11-23T12:00:00.000Z INFO logger=x request_id=request-1 again";
    for (int i = 0; i < LogSearch.MAX_LINES + 5; i++) {
      search.accept(line);
    }
    assertThat(search.lines()).hasSize(LogSearch.MAX_LINES);
    assertThat(search.omitted()).isEqualTo(5);
  }

  @Test
  void idsAreNearWhenMistypedInOtherCaseOrCut() {
    assertThat(new NearId("01K0STORY").isNear("01K0STORY0000000000000AAAA")).isTrue();
    assertThat(new NearId("01K0ST").isNear("01k0stz")).isTrue();
    assertThat(new NearId("abcdefgh").isNear("abcdefgh")).isTrue();
    assertThat(new NearId("abcdefgh").isNear("abxxxfgh")).isFalse();
    assertThat(new NearId("a").isNear("abcdefgh")).isFalse();
  }

  private void zipped(String name, String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name)))) {
      out.write(text.getBytes(UTF_8));
    }
  }

  private List<String> read(String path) {
    Environment environment =
        new Environment(
            Map.of(),
            directory,
            new ByteArrayInputStream(new byte[0]),
            Clock.systemUTC(),
            Ticker.system(),
            new Terminal(false, false, OptionalInt.empty(), false, false));
    List<String> lines = new ArrayList<>();
    assertThat(new LogFiles(environment, List.of(path)).read(lines::add)).isPositive();
    return lines;
  }
}
