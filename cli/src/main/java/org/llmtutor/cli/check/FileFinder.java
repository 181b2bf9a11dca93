package org.llmtutor.cli.check;

import java.io.IOException;
import java.io.InputStream;
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
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.files.Globs;

/** Turns paths on the command line into files to read. Immutable. */
final class FileFinder {

  /** Finds rule files. */
  static final FileFinder RULES =
      new FileFinder("alerts", "a file or a directory of rules", "the rule files", ".yml", ".yaml");

  /** Finds dashboards. */
  static final FileFinder DASHBOARDS =
      new FileFinder("grafana-dashboards", "a dashboard or a directory", "the dashboards", ".json");

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

    /** Its content. */
    InputStream open() throws IOException {
      return isStandardInput() ? System.in : Files.newInputStream(path);
    }

    /** The complaint about a file that cannot be opened or read. */
    String unreadable() {
      return "'" + name + "': cannot be read; check its permissions";
    }
  }

  /** Files to check, each once, and complaints about paths that lead nowhere. */
  record Found(List<Candidate> files, List<String> complaints) {

    /** Not even a path that leads nowhere. */
    static final Found NOTHING = new Found(List.of(), List.of());
  }

  private final Path usual;
  private final String one;
  private final String what;
  private final List<String> endings;

  private FileFinder(String usual, String one, String what, String... endings) {
    this.usual = Path.of(usual);
    this.one = one;
    this.what = what;
    this.endings = List.of(endings);
  }

  /** Files as they are; directories recursively, those of the right endings, by name. */
  Found find(List<String> paths) {
    Search search = new Search();
    paths.forEach(search::add);
    return new Found(List.copyOf(search.files.values()), List.copyOf(search.complaints));
  }

  /**
   * The same; without paths, those of the usual directory.
   *
   * @throws CliException when that is not there either
   */
  Found findOrUsual(List<String> paths) {
    if (paths.isEmpty() && !hasUsual()) {
      throw CliException.usage("no paths, and no directory " + usual + " here; name " + one);
    }
    return find(paths.isEmpty() ? List.of(usual.toString()) : paths);
  }

  /** Whether the usual directory is here. */
  boolean hasUsual() {
    return Files.isDirectory(usual);
  }

  private boolean isOne(Path path) {
    String name = path.getFileName().toString();
    return endings.stream().anyMatch(name::endsWith) && Files.isRegularFile(path);
  }

  private final class Search {

    private final Map<Path, Candidate> files = new LinkedHashMap<>();
    private final List<String> complaints = new ArrayList<>();

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
        tree.filter(FileFinder.this::isOne).sorted().forEach(path -> file(path, false));
        if (files.size() == before) {
          String names = "*" + String.join(" or *", endings);
          complaints.add("'" + directory + "': no " + names + " in it; name " + what);
        }
      } catch (IOException | UncheckedIOException e) {
        complaints.add("'" + directory + "': cannot be read; check permissions and links in it");
      }
    }

    private void file(Path path, boolean named) {
      String name = path.toString().replace('\\', '/');
      files.putIfAbsent(path.toAbsolutePath().normalize(), new Candidate(name, path, named));
    }
  }
}
