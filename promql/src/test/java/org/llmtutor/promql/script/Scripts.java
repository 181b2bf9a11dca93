package org.llmtutor.promql.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The scripts of this module. */
final class Scripts {

  private Scripts() {}

  /** Their files, sorted by name. */
  static List<Path> all() {
    URL directory = Objects.requireNonNull(Scripts.class.getResource("/scripts"));
    try (Stream<Path> files = Files.list(Path.of(directory.toURI()))) {
      return files.filter(file -> file.toString().endsWith(".test")).sorted().toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    } catch (URISyntaxException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The text of a file. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
