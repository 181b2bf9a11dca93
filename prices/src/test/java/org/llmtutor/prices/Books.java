package org.llmtutor.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;

/** Books out of texts. */
final class Books {

  private Books() {}

  /** What is wrong, as lines. */
  static final class Problems implements Consumer<Problem> {

    private final List<Problem> problems = new ArrayList<>();

    @Override
    public void accept(Problem problem) {
      problems.add(problem);
    }

    List<String> lines() {
      return problems.stream()
          .sorted()
          .map(problem -> problem.line() + " [" + problem.id() + " " + problem.severity() + "]")
          .toList();
    }
  }

  /** A book without errors. */
  static PriceBook book(String text) {
    Problems problems = new Problems();
    List<PriceEntry> entries = new PriceBookReader().read(new SourceText("b.yml", text), problems);
    assertThat(problems.lines()).noneMatch(line -> line.endsWith(" error]"));
    return PriceBook.of(entries);
  }

  /** A book of one entry. */
  static PriceEntry entry(String text) {
    return book("prices:\n  - " + text + "\n").entries().get(0);
  }

  /** A document in one line of YAML. */
  static String flow(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> flow(entry.getKey()) + ": " + flow(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream().map(Books::flow).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Number ? value.toString() : "\"" + value + "\"";
  }
}
