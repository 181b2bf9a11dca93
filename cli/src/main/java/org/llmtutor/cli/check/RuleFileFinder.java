package org.llmtutor.cli.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.llmtutor.cli.files.Globs;

/** Turns paths on the command line into files to read. */
final class RuleFileFinder {

  /**
   * A file to check.
   *
   * @param name what to call it: the path as given, with slashes
   * @param path where it is, or {@code -} for standard input
   * @param named whether it was named itself rather than found in a directory
   */
  record Candidate(String name, Path path, boolean named) {

    /** Whether it is standard input. */
    boolean isStandardInput() {
      return path.toString().equals("-");
    }
  }

  /** Files to check, each once, and complaints about paths that lead nowhere. */
  record Found(List<Candidate> files, List<String> complaints) {}

  private final Map<Path, Candidate> files = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();

  private RuleFileFinder() {}

  /** Files as they are; directories recursively, their {@code *.yml} and {@code *.yaml} by name. */
  static Found find(List<String> paths) {
    RuleFileFinder finder = new RuleFileFinder();
    paths.forEach(finder::add);
    return new Found(List.copyOf(finder.files.values()), List.copyOf(finder.complaints));
  }

  private void add(String text) {
    try {
      Path path = Path.of(text);
      if (text.equals("-")) {
        files.put(path, new Candidate("<stdin>", path, true));
      } else if (Files.isDirectory(path)) {
        directory(path);
      } else if (Files.exists(path)) {
        file(path, true);
      } else if (!pattern(text)) {
        complaints.add("'" + text + "': no such file or directory; check the path");
      }
    } catch (InvalidPathException e) {
      complaints.add("'" + text.replace('\0', '?') + "': not a path; check the spelling");
    }
  }

  /** Adds what {@code text} matches as a pattern; whether it matched anything. */
  private boolean pattern(String text) {
    if (!Globs.isPattern(text)) {
      return false;
    }
    try {
      List<Path> found = Globs.find(text);
      found.forEach(path -> file(path, false));
      return !found.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private void directory(Path directory) {
    int before = files.size();
    try (Stream<Path> tree = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
      tree.filter(RuleFileFinder::isYaml).sorted().forEach(path -> file(path, false));
      if (files.size() == before) {
        complaints.add("'" + directory + "': no *.yml or *.yaml in it; name the rule files");
      }
    } catch (IOException | UncheckedIOException e) {
      complaints.add("'" + directory + "': cannot be read; check permissions and links in it");
    }
  }

  private void file(Path path, boolean named) {
    String name = path.toString().replace('\\', '/');
    files.putIfAbsent(path.toAbsolutePath().normalize(), new Candidate(name, path, named));
  }

  private static boolean isYaml(Path path) {
    String name = path.getFileName().toString();
    return (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(path);
  }
}
