package org.llmtutor.service.telemetry.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.dropwizard.util.DataSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir Path directory;

  @Test
  void startsAnewBeforeAFileOutgrowsItsSizeAndKeepsSoMany() throws IOException {
    Path file = directory.resolve("tutor.log");
    try (LogFile log = new LogFile(file, 100, 3)) {
      for (int i = 0; i < 40; i++) {
        log.write("line %02d of ten+\n".formatted(i).getBytes(UTF_8));
      }
    }
    assertThat(names()).containsExactly("tutor.log", "tutor.log.1", "tutor.log.2");
    for (String name : names()) {
      assertThat(Files.size(directory.resolve(name))).isLessThanOrEqualTo(100);
    }
    assertThat(Files.readString(file)).endsWith("line 39 of ten+\n");
    assertThat(Files.readAllLines(directory.resolve("tutor.log.1")).get(0)).startsWith("line 30");
  }

  @Test
  void isNobodysToReadButItsOwnersAndGroups() throws IOException {
    Path file = directory.resolve("log/tutor.log");
    try (LogFile log = new LogFile(file, 100, 3)) {
      log.write("x\n".getBytes(UTF_8));
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .matches("rw-[r-]-----");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void goesOnAfterALineThatWasCut() throws IOException {
    Path file = Files.writeString(directory.resolve("tutor.log"), "half a li");
    try (LogFile log = new LogFile(file, 100, 3)) {
      log.write("whole\n".getBytes(UTF_8));
    }
    assertThat(Files.readAllLines(file)).containsExactly("half a li", "whole");
  }

  /** The kernel's full disk. */
  @Test
  void aFullDiskIsAFailureAndNotTheEnd() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    Path file = Files.createSymbolicLink(directory.resolve("tutor.log"), full);
    try (LogFile log = new LogFile(file, 100, 3)) {
      assertThatThrownBy(() -> log.write("lost\n".getBytes(UTF_8))).isInstanceOf(IOException.class);
      Files.delete(file);
      log.write("kept\n".getBytes(UTF_8));
    }
    assertThat(Files.readString(file)).isEqualTo("kept\n");
  }

  @Test
  void makesNoFileBeforeTheFirstLine() throws IOException {
    new LogFile(directory.resolve("tutor.log"), 100, 3).close();
    assertThat(names()).isEmpty();
  }

  @Test
  void whatCannotBeASizeANumberOrANameIsRefused() {
    LogFileFactory<?> factory = new LogFileFactory<>();
    assertThatThrownBy(() -> factory.setFile("../tutor.log")).hasMessageContaining("a name");
    assertThatThrownBy(() -> factory.setMaxFiles(0)).hasMessageContaining("from 1 to 100");
    assertThatThrownBy(() -> factory.setMaxFileSize(DataSize.bytes(1)))
        .hasMessageContaining("64KiB");
    factory.setDirectory(" ");
    assertThat(factory.sink()).isNull();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
