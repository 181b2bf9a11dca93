package org.llmtutor.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of cases in docs/reliability.md names the tests that are tagged with each case. */
class ReliabilityPageTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
  private static final int CASES = 23;
  private static final Pattern ROW = Pattern.compile("^\\| ([0-9]+) \\|.*\\| ([^|]*) \\|$");
  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]*Test)`");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"fault-([0-9]{2})\"\\)");
  private static final String NONE = "none yet";

  @Test
  void eachCaseNamesTheTestsThatCarryItsTag() throws IOException {
    Map<Integer, String> rows = rows();
    Map<Integer, Set<String>> tagged = tagged();
    assertThat(rows).hasSize(CASES);
    for (int number = 1; number <= CASES; number++) {
      Set<String> told = new TreeSet<>();
      Matcher names = TEST.matcher(rows.getOrDefault(number, ""));
      while (names.find()) {
        told.add(names.group(1));
      }
      assertThat(told).as("case %d", number).isEqualTo(tagged.getOrDefault(number, Set.of()));
      assertThat(told.isEmpty()).as("case %d", number).isEqualTo(NONE.equals(rows.get(number)));
    }
  }

  private static Map<Integer, String> rows() throws IOException {
    Map<Integer, String> rows = new TreeMap<>();
    List<String> lines = Files.readAllLines(ROOT.resolve("docs/reliability.md"));
    for (String line : lines) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        rows.put(Integer.valueOf(row.group(1)), row.group(2));
      }
    }
    return rows;
  }

  private static Map<Integer, Set<String>> tagged() throws IOException {
    Map<Integer, Set<String>> tagged = new TreeMap<>();
    for (String module : new String[] {"service", "bench"}) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .forEach(file -> addTags(tagged, file));
      }
    }
    return tagged;
  }

  private static void addTags(Map<Integer, Set<String>> tagged, Path file) {
    String name = file.getFileName().toString().replace(".java", "");
    try {
      Matcher tags = TAG.matcher(Files.readString(file));
      while (tags.find()) {
        tagged.computeIfAbsent(Integer.valueOf(tags.group(1)), n -> new TreeSet<>()).add(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
