package org.llmtutor.rules.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.problem.Span;

class YamlReaderTest {

  private final List<Problem> problems = new ArrayList<>();

  @Test
  void knowsThePlaceOfEveryKeyAndValue() {
    YamlMapping root = mapping("a: one\nbb:\n  - 'two'\n  - \"three\"\n");
    assertThat(root.entry("a").orElseThrow().key().span()).isEqualTo(new Span(1, 1, 1));
    assertThat(root.get("a").orElseThrow().span()).isEqualTo(new Span(1, 4, 3));
    YamlSequence list = (YamlSequence) root.get("bb").orElseThrow();
    assertThat(list.items())
        .extracting(YamlNode::span)
        .containsExactly(new Span(3, 5, 5), new Span(4, 5, 7));
  }

  @Test
  void countsColumnsInCodePointsAndIgnoresAByteOrderMark() {
    YamlMapping root = mapping("\uFEFF\"😀ä\": x\r\nb: y\r\n");
    assertThat(root.get("😀ä").orElseThrow().span()).isEqualTo(new Span(1, 7, 1));
    assertThat(root.get("b").orElseThrow().span()).isEqualTo(new Span(2, 4, 1));
  }

  @Test
  void pointsAtTheContentOfABlockScalar() {
    YamlMapping root = mapping("expr: |\n\n    rate(x)\n      > 5\nnext: 1\n");
    assertThat(root.get("expr").orElseThrow().span()).isEqualTo(new Span(3, 5, 7));
  }

  @Test
  void reportsDuplicateKeysAndKeepsTheFirst() {
    YamlMapping root = mapping("a: 1\nb: 2\na: 3\n");
    assertThat(root.get("a")).map(node -> ((YamlScalar) node).value()).contains("1");
    assertThat(problems)
        .extracting(Problem::id, Problem::span, Problem::message)
        .containsExactly(
            tuple("yaml/duplicate-key", new Span(3, 1, 1), "'a': stands on line 1 already"));
  }

  @Test
  void readsEveryDocumentOfAFile() {
    assertThat(read("---\na: 1\n---\n- 2\n...\n")).hasSize(2);
  }

  @Test
  void resolvesAliasesAndMergeKeys() {
    YamlMapping root = mapping("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\n");
    YamlMapping use = (YamlMapping) root.get("use").orElseThrow();
    assertThat(use.entries())
        .extracting(entry -> entry.key().value() + ((YamlScalar) entry.value()).value())
        .containsExactlyInAnyOrder("y3", "x1");
    assertThat(problems).isEmpty();
  }

  @Test
  void rejectsAnAliasOfWhatIsNotComplete() {
    read("a: &x [*x]\n");
    assertThat(problems).extracting(Problem::id).containsExactly("yaml/parse");
  }

  @Test
  void fault39AllowsFiftyAliasesAndNotOneMore() {
    read("a: &x 1\nb: [" + "*x, ".repeat(50) + "]\n");
    assertThat(problems).isEmpty();
    read("a: &x 1\nb: [" + "*x, ".repeat(51) + "]\n");
    assertThat(problems).extracting(Problem::id).containsExactly("yaml/limit");
  }

  @Test
  void fault39DoesNotUnfoldABomb() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i <= 5; i++) {
      String aliases = ("*a" + (i - 1) + " ,").repeat(10);
      yaml.append("a" + i + ": &a" + i + " [" + aliases + "]\n");
    }
    read(yaml.toString());
    assertThat(problems)
        .extracting(Problem::id, Problem::message)
        .containsExactly(tuple("yaml/limit", "'*a3': the aliases unfold into too much"));
  }

  @Test
  void fault39AllowsFiftyLevelsAndNotOneMore() {
    read("[".repeat(50) + "]".repeat(50));
    assertThat(problems).isEmpty();
    read("[".repeat(51) + "]".repeat(51));
    assertThat(problems)
        .extracting(Problem::id, Problem::message)
        .containsExactly(tuple("yaml/limit", "nested deeper than 50 levels"));
  }

  @Test
  void fault39DoesNotExhaustTheStackOnAMillionLevels() {
    read("[".repeat(1_000_000));
    assertThat(problems).extracting(Problem::id).containsExactly("yaml/limit");
  }

  @Test
  void fault39RejectsTags() {
    read("a: !!javax.script.ScriptEngineManager [x]\n");
    assertThat(problems).extracting(Problem::id).containsExactly("yaml/tag");
  }

  @Test
  void rejectsListsAsKeys() {
    read("? [a]\n: b\n");
    assertThat(problems).extracting(Problem::id).containsExactly("yaml/parse");
  }

  @Test
  void knowsATemplateThatIsNotInQuotes() {
    read("a: {{ $value }}\n");
    assertThat(problems).extracting(Problem::id).containsExactly("yaml/parse");
    assertThat(problems.get(0).remedy()).contains("quotes");
  }

  @Test
  void saysWhereTheYamlBreaks() {
    read("a: 1\nb: \"open\nc: 2\n");
    assertThat(problems).extracting(Problem::id).containsExactly("yaml/parse");
    assertThat(problems.get(0).span().line()).isGreaterThan(1);
  }

  @Test
  void rejectsControlCharactersAtTheirPlace() {
    read("a: 1\nb: x\u0007y\n");
    assertThat(problems)
        .extracting(Problem::id, Problem::span)
        .containsExactly(tuple("yaml/parse", new Span(2, 5, 1)));
  }

  @Test
  void rejectsBytesThatAreNotUtf8AtTheirPlace() throws IOException {
    byte[] latin1 = "a: 1\nb: größe\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(reader(100).decode("f", new ByteArrayInputStream(latin1), problems::add)).isEmpty();
    assertThat(problems)
        .extracting(Problem::id, Problem::span)
        .containsExactly(tuple("yaml/parse", new Span(2, 6, 1)));
  }

  @Test
  void rejectsAFileThatIsOneByteTooLarge() throws IOException {
    byte[] bytes = "12345678901".getBytes(StandardCharsets.UTF_8);
    assertThat(reader(11).decode("f", new ByteArrayInputStream(bytes), problems::add)).isPresent();
    assertThat(reader(10).decode("f", new ByteArrayInputStream(bytes), problems::add)).isEmpty();
    assertThat(problems).extracting(Problem::id).containsExactly("yaml/limit");
  }

  private static YamlReader reader(int maxBytes) {
    return new YamlReader(new YamlLimits(maxBytes, 50, 50, 100));
  }

  private List<YamlNode> read(String yaml) {
    return new YamlReader(YamlLimits.DEFAULT).read(new SourceText("f.yml", yaml), problems::add);
  }

  private YamlMapping mapping(String yaml) {
    return (YamlMapping) read(yaml).get(0);
  }
}
