package org.llmtutor.rules.shipped;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.yaml.YamlLimits;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlReader;
import org.llmtutor.rules.yaml.YamlScalar;
import org.llmtutor.rules.yaml.YamlSequence;

/** The files of the repository that operators use as they are. */
final class Shipped {

  static final Path ROOT = Path.of(System.getProperty("project.root"));

  private Shipped() {}

  /** The files below {@code directory} whose names end in {@code ending}, sorted. */
  static List<Path> files(String directory, String ending) {
    try (Stream<Path> tree = Files.walk(ROOT.resolve(directory))) {
      return tree.filter(path -> path.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SourceText source(Path path) {
    try {
      return new SourceText(ROOT.relativize(path).toString(), Files.readString(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The only document of a YAML (or JSON) file, which must be sound. */
  static YamlMapping document(Path path) {
    List<Problem> problems = new ArrayList<>();
    List<YamlNode> documents = new YamlReader(YamlLimits.DEFAULT).read(source(path), problems::add);
    if (!problems.isEmpty() || documents.size() != 1) {
      throw new AssertionError(path + ": " + documents.size() + " documents, " + problems);
    }
    return (YamlMapping) documents.get(0);
  }

  /** The value at a path of keys. */
  static YamlNode at(YamlNode node, String... keys) {
    YamlNode here = node;
    for (String key : keys) {
      here = ((YamlMapping) here).get(key).orElseThrow(() -> new AssertionError("no " + key));
    }
    return here;
  }

  static String text(YamlNode node, String... keys) {
    return ((YamlScalar) at(node, keys)).value();
  }

  static int number(YamlNode node, String... keys) {
    return Integer.parseInt(text(node, keys));
  }

  static List<YamlNode> list(YamlNode node, String... keys) {
    return ((YamlSequence) at(node, keys)).items();
  }
}
