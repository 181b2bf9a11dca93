package org.llmtutor.cli.test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.files.Globs;
import org.llmtutor.rules.check.RuleChecker;
import org.llmtutor.rules.file.RuleFile;
import org.llmtutor.rules.file.RuleFileReader;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.Severity;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.test.Coverage;
import org.llmtutor.rules.test.TestResult;
import org.llmtutor.rules.test.UnitTest;
import org.llmtutor.rules.test.UnitTestFile;
import org.llmtutor.rules.test.UnitTestReader;
import org.llmtutor.rules.test.UnitTestRunner;
import org.llmtutor.rules.yaml.YamlScalar;

/** Finds test files with their rules and runs them. Not thread-safe; for one run. */
final class TestRun {

  private final TestSelection selection;
  private final UnitTestRunner.Options options;
  private final UnitTestReader tests = new UnitTestReader();
  private final RuleFileReader rules = new RuleFileReader();
  private final List<TestResult> results = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Map<String, SourceText> sources = new HashMap<>();
  private final Map<Path, Optional<RuleFile>> ruleFiles = new HashMap<>();
  private final Set<Path> touched = new LinkedHashSet<>();
  private final Coverage coverage = new Coverage();
  private int files;

  TestRun(TestSelection selection, UnitTestRunner.Options options) {
    this.selection = selection;
    this.options = options;
  }

  /** Runs the tests of all {@code paths}: files, patterns, directories with all below them. */
  TestOutcome run(List<String> paths) {
    for (String path : paths) {
      try {
        path(path);
      } catch (InvalidPathException e) {
        complaints.add("'" + path.replace('\0', '?') + "': not a path; check the spelling");
      } catch (IOException e) {
        complaints.add("'" + path + "': cannot be read; check its permissions");
      }
    }
    return new TestOutcome(
        files,
        List.copyOf(results),
        problems.stream().sorted().distinct().toList(),
        Map.copyOf(sources),
        List.copyOf(complaints),
        coverage,
        List.copyOf(touched));
  }

  private void path(String text) throws IOException {
    Path path = Path.of(text);
    if (Files.isDirectory(path)) {
      try (Stream<Path> tree = Files.walk(path)) {
        List<Path> yaml = tree.filter(TestRun::isYaml).sorted().toList();
        int before = files;
        for (Path file : yaml) {
          file(file, false);
        }
        if (files == before) {
          complaints.add("'" + text + "': no unit tests in it; name the test files");
        }
      }
    } else if (Files.exists(path)) {
      file(path, true);
    } else {
      List<Path> found = Globs.isPattern(text) ? Globs.find(text) : List.of();
      for (Path file : found) {
        file(file, true);
      }
      if (found.isEmpty()) {
        complaints.add("'" + text + "': no such file or directory; check the path");
      }
    }
  }

  private static boolean isYaml(Path path) {
    String name = path.getFileName().toString();
    return (name.endsWith(".yml") || name.endsWith(".yaml")) && Files.isRegularFile(path);
  }

  private void file(Path path, boolean named) throws IOException {
    if (!touched.add(path)) {
      return;
    }
    String name = path.toString().replace('\\', '/');
    if (!named && !isTests(name, path)) {
      touched.remove(path);
      return;
    }
    files++;
    try (InputStream input = Files.newInputStream(path)) {
      List<Problem> found = new ArrayList<>();
      Optional<UnitTestFile> file = tests.read(name, input, found::add);
      problems.addAll(found);
      if (file.isPresent()) {
        sources.put(name, file.get().source());
        run(file.get(), path);
      } else {
        sources.put(name, new SourceText(name, Files.readString(path)));
      }
    }
  }

  private boolean isTests(String name, Path path) throws IOException {
    try (InputStream input = Files.newInputStream(path)) {
      return rules
          .read(name, input, problem -> {})
          .map(file -> file.kind() == RuleFile.Kind.UNIT_TESTS)
          .orElse(false);
    }
  }

  private void run(UnitTestFile file, Path path) {
    List<RuleFile> underTest = new ArrayList<>();
    boolean complete = true;
    for (YamlScalar pattern : file.ruleFiles()) {
      List<RuleFile> found = load(file, path, pattern);
      complete &= found != null;
      if (found != null) {
        underTest.addAll(found);
      }
    }
    if (!complete) {
      return;
    }
    UnitTestRunner runner = new UnitTestRunner(file, underTest, options, coverage);
    for (UnitTest test : file.tests()) {
      if (selection.includes(test.name())) {
        results.add(runner.run(test));
      }
    }
  }

  /** The rules of one pattern; null, with a problem told, when something is wrong with them. */
  private @Nullable List<RuleFile> load(UnitTestFile file, Path path, YamlScalar pattern) {
    Reporter reporter = new Reporter(UnitTestReader.FORMAT, file.source().name(), problems::add);
    List<Path> paths = new ArrayList<>();
    try {
      Path directory = path.toAbsolutePath().getParent();
      Path whole =
          directory == null ? Path.of(pattern.value()) : directory.resolve(pattern.value());
      if (Files.isRegularFile(whole)) {
        paths.add(whole.normalize());
      } else if (Globs.isPattern(pattern.value())) {
        Globs.find(whole.toString()).forEach(found -> paths.add(found.normalize()));
      }
      if (paths.isEmpty()) {
        reporter.report(
            pattern.span(),
            Quoted.of(pattern.value()) + ": no such rule file",
            "paths are relative to this file");
        return null;
      }
      List<RuleFile> loaded = new ArrayList<>();
      for (Path found : paths) {
        Optional<RuleFile> read = rules(found);
        if (read.isEmpty()) {
          reporter.report(
              pattern.span(),
              Quoted.of(pattern.value()) + ": has problems, so that Prometheus would not load it",
              "run check-alerts on it");
          return null;
        }
        loaded.add(read.get());
      }
      return loaded;
    } catch (IOException | InvalidPathException e) {
      reporter.report(
          pattern.span(), Quoted.of(pattern.value()) + ": cannot be read", "check the path");
      return null;
    }
  }

  private Optional<RuleFile> rules(Path path) throws IOException {
    Optional<RuleFile> known = ruleFiles.get(path);
    if (known != null) {
      return known;
    }
    touched.add(path);
    Path here = Path.of("").toAbsolutePath();
    String name = (path.startsWith(here) ? here.relativize(path) : path).toString();
    List<Problem> found = new ArrayList<>();
    Optional<RuleFile> file;
    try (InputStream input = Files.newInputStream(path)) {
      file = rules.read(name.replace('\\', '/'), input, found::add);
    }
    file.ifPresent(read -> RuleChecker.all().check(read, found::add));
    List<Problem> errors =
        found.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
    problems.addAll(errors);
    file.ifPresent(read -> sources.put(read.source().name(), read.source()));
    Optional<RuleFile> sound = errors.isEmpty() ? file : Optional.empty();
    ruleFiles.put(path, sound);
    return sound;
  }
}
