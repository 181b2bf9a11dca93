package org.llmtutor.rules.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Builds trees from parser events, one document after the other, and watches the limits. */
final class TreeBuilder {

  /** Thrown after a problem that makes it pointless or dangerous to read on. */
  static final class StopReading extends RuntimeException {
    StopReading() {
      super(null, null, false, false);
    }
  }

  private static final String STANDARD_TAG = "tag:yaml.org,2002:";

  private final SourceText source;
  private final YamlLimits limits;
  private final Consumer<? super Problem> sink;
  private final List<YamlNode> documents = new ArrayList<>();
  private final Deque<OpenNode> open = new ArrayDeque<>();
  private final Map<Anchor, Anchored> anchors = new HashMap<>();
  private final Deque<Integer> nodesBefore = new ArrayDeque<>();
  private int nodes;
  private int aliases;
  private int aliasedNodes;

  /** What an alias stands for, and how many nodes that is with its own aliases written out. */
  private record Anchored(YamlNode node, int nodes) {}

  TreeBuilder(SourceText source, YamlLimits limits, Consumer<? super Problem> sink) {
    this.source = source;
    this.limits = limits;
    this.sink = sink;
  }

  List<YamlNode> documents() {
    return documents;
  }

  void accept(Event event) {
    switch (event.getEventId()) {
      case DocumentStart -> anchors.clear();
      case Scalar -> {
        ScalarEvent scalar = (ScalarEvent) event;
        rejectTag(scalar, scalar.getTag());
        add(scalar(scalar), scalar.getAnchor(), nodes++);
      }
      case SequenceStart, MappingStart -> open((CollectionStartEvent) event);
      case SequenceEnd, MappingEnd -> {
        OpenNode node = open.pop();
        add(node.close(), node.anchor(), nodesBefore.pop());
      }
      case Alias -> alias((AliasEvent) event);
      default -> {}
    }
  }

  private void open(CollectionStartEvent event) {
    rejectTag(event, event.getTag());
    Span place = place(event);
    if (open.size() >= limits.maxDepth()) {
      throw stop(
          YamlChecks.LIMIT,
          place,
          "nested deeper than " + limits.maxDepth() + " levels",
          "flatten the file");
    }
    boolean mapping = event.getEventId() == Event.ID.MappingStart;
    OpenNode parent = open.peek();
    if (parent != null && parent.expectsKey()) {
      throw stop(
          YamlChecks.PARSE,
          place,
          "a list or mapping as a key",
          isTemplate(place)
              ? "put a text that starts with {{ into quotes"
              : "use a text as the key");
    }
    nodesBefore.push(nodes++);
    Reporter duplicates = new Reporter(YamlChecks.DUPLICATE_KEY, source.name(), sink);
    open.push(
        mapping
            ? new OpenNode.Mapping(event.getAnchor(), place, duplicates)
            : new OpenNode.Sequence(event.getAnchor(), place));
  }

  private boolean isTemplate(Span place) {
    return place.column() > 1
        && source.text().startsWith("{{", source.offset(place.line(), place.column() - 1));
  }

  private void add(YamlNode node, Optional<Anchor> anchor, int before) {
    anchor.ifPresent(name -> anchors.put(name, new Anchored(node, nodes - before)));
    OpenNode parent = open.peek();
    if (parent == null) {
      documents.add(node);
    } else {
      parent.add(node);
    }
  }

  private void alias(AliasEvent event) {
    String name = "*" + event.getAlias();
    Span place =
        new Span(place(event).line(), place(event).column(), name.codePointCount(0, name.length()));
    if (++aliases > limits.maxAliases()) {
      throw stop(
          YamlChecks.LIMIT,
          place,
          Quoted.of(name) + ": more than " + limits.maxAliases() + " aliases in one file",
          "write the values out");
    }
    Anchored target = anchors.get(event.getAlias());
    if (target == null) {
      throw stop(
          YamlChecks.PARSE,
          place,
          Quoted.of(name) + ": no complete anchor of that name before here",
          "define it with & above");
    }
    OpenNode parent = open.peek();
    if (parent != null && parent.expectsKey() && !(target.node() instanceof YamlScalar)) {
      throw stop(YamlChecks.PARSE, place, "a list or mapping as a key", "use a text as the key");
    }
    count(target, name, place);
    add(target.node(), Optional.empty(), nodes);
  }

  private void count(Anchored target, String name, Span place) {
    nodes += target.nodes();
    aliasedNodes += target.nodes();
    if (aliasedNodes > limits.maxAliasedNodes()) {
      throw stop(
          YamlChecks.LIMIT,
          place,
          Quoted.of(name) + ": the aliases unfold into too much",
          "use fewer or smaller ones");
    }
  }

  private void rejectTag(NodeEvent event, Optional<String> tag) {
    if (tag.isPresent() && !tag.get().equals("!")) {
      throw stop(
          YamlChecks.TAG,
          place(event),
          Quoted.of(tag.get().replace(STANDARD_TAG, "!!")) + ": explicit type tags are not allowed",
          "remove the tag");
    }
  }

  private YamlScalar scalar(ScalarEvent event) {
    int start = offset(event.getStartMark().map(m -> new int[] {m.getLine(), m.getColumn()}));
    int end = offset(event.getEndMark().map(m -> new int[] {m.getLine(), m.getColumn()}));
    ScalarForm form = form(event);
    Span span = source.span(start, end);
    YamlScalar scalar = new YamlScalar(event.getValue(), form, start, end, span);
    if (!form.isBlock() || event.getValue().isBlank()) {
      return scalar;
    }
    int first = firstText(event.getValue());
    int lineEnd = event.getValue().indexOf('\n', first);
    Span content = scalar.spanOf(source, first, lineEnd < 0 ? event.getValue().length() : lineEnd);
    return new YamlScalar(event.getValue(), form, start, end, content);
  }

  private static int firstText(String value) {
    int i = 0;
    while (Character.isWhitespace(value.charAt(i))) {
      i++;
    }
    return i;
  }

  private static ScalarForm form(ScalarEvent event) {
    return switch (event.getScalarStyle()) {
      case SINGLE_QUOTED -> ScalarForm.SINGLE_QUOTED;
      case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> ScalarForm.DOUBLE_QUOTED;
      case LITERAL -> ScalarForm.LITERAL;
      case FOLDED -> ScalarForm.FOLDED;
      case PLAIN -> ScalarForm.PLAIN;
    };
  }

  private int offset(Optional<int[]> lineAndColumn) {
    return lineAndColumn.map(at -> source.offset(at[0] + 1, at[1] + 1)).orElse(0);
  }

  private static Span place(Event event) {
    return event
        .getStartMark()
        .map(mark -> new Span(mark.getLine() + 1, mark.getColumn() + 1, 1))
        .orElse(Span.START);
  }

  private StopReading stop(CheckInfo check, Span span, String message, String remedy) {
    new Reporter(check, source.name(), sink).report(span, message, remedy);
    return new StopReading();
  }
}
