package org.llmtutor.bench.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file with one line per message that came: the receiver's name, a space, and the message with
 * its line ends as {@code \n}. Scripts read it with {@code grep}. Safe for concurrent use.
 */
final class Journal {

  private final Path file;

  /** Makes {@code file}, or empties it. */
  Journal(Path file) throws IOException {
    this.file = file;
    Files.writeString(file, "");
  }

  /** Appends one line; it is in the file when this returns. */
  synchronized void add(String receiver, String message) throws IOException {
    String oneLine = message.replace("\r", "").replace("\n", "\\n");
    Files.writeString(
        file, receiver + " " + oneLine + "\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
  }
}
