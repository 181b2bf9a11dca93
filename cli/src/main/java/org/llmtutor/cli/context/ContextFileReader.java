package org.llmtutor.cli.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.rules.problem.DidYouMean;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads the context file strictly: unknown fields, duplicate keys, aliases, tags, deep nesting and
 * files over 64 KiB are refused, each with file, line and column.
 */
final class ContextFileReader {

  private static final int MAX_BYTES = 64 * 1024;
  private static final int MAX_DEPTH = 8;
  private static final Set<String> TOP = Set.of("current", "contexts");

  private final Path file;

  private ContextFileReader(Path file) {
    this.file = file;
  }

  /** The file's contexts; none when there is no file. */
  static Contexts read(Path file) {
    return Files.exists(file) ? new ContextFileReader(file).read() : Contexts.none(file);
  }

  private Contexts read() {
    String text = text();
    LoadSettings settings =
        LoadSettings.builder().setLabel(file.toString()).setCodePointLimit(MAX_BYTES).build();
    try {
      refuseTricks(new Parse(settings).parseString(text));
      return contexts(new Compose(settings).composeString(text));
    } catch (MarkedYamlEngineException e) {
      throw problem(e.getProblemMark(), "not YAML (" + e.getProblem() + "); check its indentation");
    } catch (YamlEngineException e) {
      throw CliException.usage(file + ": not YAML; check its indentation");
    }
  }

  private String text() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw CliException.usage(file + ": larger than 64 KiB; keep only contexts in it");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw CliException.usage(file + ": cannot be read as UTF-8 text; check its permissions");
    }
  }

  private void refuseTricks(Iterable<Event> events) {
    int depth = 0;
    for (Event event : events) {
      if (event instanceof CollectionStartEvent start) {
        depth++;
        refuse(event, depth > MAX_DEPTH, "nested too deeply; contexts hold plain fields");
        refuse(event, start.getTag().isPresent(), "tags are not allowed; remove it");
        refuse(event, start.getAnchor().isPresent(), "anchors are not allowed; write it out");
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      } else if (event instanceof ScalarEvent scalar) {
        refuse(event, scalar.getTag().isPresent(), "tags are not allowed; remove it");
        refuse(event, scalar.getAnchor().isPresent(), "anchors are not allowed; write it out");
      } else {
        refuse(event, event instanceof AliasEvent, "aliases are not allowed; write it out");
      }
    }
  }

  private void refuse(Event event, boolean when, String problem) {
    if (when) {
      throw problem(event.getStartMark(), problem);
    }
  }

  private Contexts contexts(Optional<Node> root) {
    if (root.isEmpty()) {
      return Contexts.none(file);
    }
    Map<String, Node> top = fields(root.get(), "the file", TOP);
    Optional<String> current = Optional.ofNullable(top.get("current")).map(this::scalar);
    Map<String, ContextEntry> entries = new LinkedHashMap<>();
    if (top.containsKey("contexts")) {
      fields(top.get("contexts"), "'contexts'", Set.of())
          .forEach((name, node) -> entries.put(name, entry(name, node)));
    }
    return new Contexts(file, current, entries);
  }

  private ContextEntry entry(String name, Node node) {
    Map<String, String> values = new LinkedHashMap<>();
    fields(node, "context '" + name + "'", ContextEntry.FIELDS)
        .forEach((field, value) -> values.put(field, scalar(value)));
    for (String prefix : List.of("", "prometheus_")) {
      long ways = values.keySet().stream().filter(f -> f.startsWith(prefix + "token")).count();
      if (ways > 1) {
        throw problem(
            node.getStartMark(),
            "context '"
                + name
                + "' names its token more than once; keep one of "
                + prefix
                + "token, "
                + prefix
                + "token_env, "
                + prefix
                + "token_file");
      }
    }
    return new ContextEntry(name, values);
  }

  private Map<String, Node> fields(Node node, String what, Set<String> known) {
    if (!(node instanceof MappingNode mapping)) {
      throw problem(node.getStartMark(), what + " is not a mapping; write 'name: value' lines");
    }
    Map<String, Node> fields = new LinkedHashMap<>();
    Set<String> seen = new LinkedHashSet<>();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = scalar(tuple.getKeyNode());
      if (!seen.add(key)) {
        throw problem(tuple.getKeyNode().getStartMark(), "'" + key + "' is there twice; keep one");
      }
      if (!known.isEmpty() && !known.contains(key)) {
        String fallback = "known: " + String.join(", ", known.stream().sorted().toList());
        throw problem(
            tuple.getKeyNode().getStartMark(),
            "unknown field '" + key + "'; " + DidYouMean.remedy(key, known, fallback));
      }
      fields.put(key, tuple.getValueNode());
    }
    return fields;
  }

  private String scalar(Node node) {
    if (!(node instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
      throw problem(node.getStartMark(), "a plain text is expected here");
    }
    return scalar.getValue();
  }

  private CliException problem(Optional<Mark> mark, String problem) {
    String at = mark.map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1)).orElse("");
    return CliException.usage(file + at + ": " + problem);
  }
}
