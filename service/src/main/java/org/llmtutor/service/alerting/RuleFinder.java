package org.llmtutor.service.alerting;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Finds the rule files that the configuration means. Immutable. */
final class RuleFinder {

  private static final String DIRECTORY_PATTERN = "*.{yml,yaml}";

  private final List<String> patterns;

  RuleFinder(List<String> patterns) {
    this.patterns = List.copyOf(patterns);
  }

  /** The files, sorted; what does not exist is left out. */
  SortedSet<Path> find() throws IOException {
    SortedSet<Path> found = new TreeSet<>();
    for (String pattern : patterns) {
      int cut = pattern.lastIndexOf('/') + 1;
      boolean literal = !pattern.matches(".*[*?\\[{].*");
      if (literal && Files.isDirectory(Path.of(pattern))) {
        list(Path.of(pattern), DIRECTORY_PATTERN, found);
      } else if (literal && Files.isRegularFile(Path.of(pattern))) {
        found.add(Path.of(pattern));
      } else if (!literal) {
        list(Path.of(pattern.substring(0, cut)), pattern.substring(cut), found);
      }
    }
    return found;
  }

  private static void list(Path directory, String pattern, SortedSet<Path> found)
      throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Path name = file.getFileName();
        if (name != null && matcher.matches(name) && Files.isRegularFile(file)) {
          found.add(file);
        }
      }
    }
  }
}
