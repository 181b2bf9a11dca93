package org.llmtutor.prices;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Reporter;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;
import org.llmtutor.rules.yaml.YamlLimits;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlNode;
import org.llmtutor.rules.yaml.YamlReader;

/**
 * Reads price books, YAML or JSON, and tells of every mistake at once. Immutable.
 *
 * <p>An entry with a mistake is left out of what is read, so whoever uses a book looks at the
 * problems first: a book with errors is not to be used.
 */
public final class PriceBookReader {

  /** 2 MiB, some thousand entries. */
  private static final YamlLimits LIMITS = new YamlLimits(2 << 20, 20, 50, 10_000);

  private static final int MAX_ENTRIES = 5_000;
  private static final String REMEDY = "list the entries under 'prices:'";

  /** The last two are what listings add; they are not read. */
  private static final List<String> KEYS = List.of("prices", "at", "as_of");

  private final YamlReader yaml = new YamlReader(LIMITS);

  /**
   * Reads a file called {@code name}.
   *
   * @throws IOException when {@code input} cannot be read
   */
  public List<PriceEntry> read(String name, InputStream input, Consumer<? super Problem> sink)
      throws IOException {
    return decode(name, input, sink).map(source -> read(source, sink)).orElse(List.of());
  }

  /**
   * The text of a file; empty when it is too large or not UTF-8, which is told.
   *
   * @throws IOException when {@code input} cannot be read
   */
  public Optional<SourceText> decode(String name, InputStream input, Consumer<? super Problem> sink)
      throws IOException {
    return yaml.decode(name, input, sink);
  }

  /** Reads a text; {@code sink} gets what is wrong with it. */
  public List<PriceEntry> read(SourceText source, Consumer<? super Problem> sink) {
    List<Problem> flaws = new ArrayList<>();
    List<YamlNode> documents = yaml.read(source, flaws::add);
    flaws.forEach(sink);
    Reporter shape = new Reporter(PriceChecks.SHAPE, source.name(), sink);
    if (documents.size() != 1 || !(documents.get(0) instanceof YamlMapping root)) {
      if (flaws.isEmpty()) {
        shape.report(Span.START, "not one mapping with 'prices'", REMEDY);
      }
      return List.of();
    }
    Fields fields = new Fields(root, source.name(), sink).allow(KEYS);
    List<Fields> items = fields.inners("prices");
    if (!root.has("prices")) {
      fields.missing("prices", REMEDY);
    }
    if (items.size() > MAX_ENTRIES) {
      shape.report(fields.place("prices"), "more than " + MAX_ENTRIES + " entries", "use fewer");
      return List.of();
    }
    List<EntryReader.Placed> entries = new ArrayList<>();
    items.forEach(item -> EntryReader.read(item).ifPresent(entries::add));
    new BookCheck(source.name(), sink).check(entries);
    return entries.stream().map(EntryReader.Placed::entry).toList();
  }
}
