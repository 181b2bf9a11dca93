package org.llmtutor.cli.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Patterns of paths: {@code *}, {@code ?}, {@code [ab]} and {@code {a,b}}, {@code **} for depth.
 */
public final class Globs {

  private static final String SPECIAL = "*?[{";

  private Globs() {}

  /** Whether {@code text} is more than the name of one file. */
  public static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  /**
   * The regular files that {@code pattern} matches, in the order of their names; none when it is no
   * pattern that can be read.
   *
   * @throws IOException when a directory cannot be read
   */
  public static List<Path> find(String pattern) throws IOException {
    String path = pattern.replace('\\', '/');
    int special = 0;
    while (special < path.length() && SPECIAL.indexOf(path.charAt(special)) < 0) {
      special++;
    }
    int slash = path.lastIndexOf('/', special);
    Path root = Path.of(slash < 0 ? "." : path.substring(0, slash + 1));
    String rest = path.substring(slash + 1);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    } catch (PatternSyntaxException e) {
      return List.of();
    }
    int depth =
        rest.contains("**")
            ? Integer.MAX_VALUE
            : (int) rest.chars().filter(c -> c == '/').count() + 1;
    try (Stream<Path> tree = Files.walk(root, depth, FileVisitOption.FOLLOW_LINKS)) {
      return tree.filter(file -> matcher.matches(root.relativize(file)))
          .filter(Files::isRegularFile)
          .map(file -> slash < 0 ? root.relativize(file) : file)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
