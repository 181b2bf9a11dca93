package org.llmtutor.promql.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.promql.PromqlException;

class ValueTestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a|b|",
        "(a|b|c)",
        "(?:a|b.*)",
        ".*",
        ".+",
        "a.*",
        "a.+",
        ".*a",
        ".+a",
        ".*a.*",
        ".+a.+",
        ".*.*",
        ".*.+",
        "a\\.b",
        "^a.*$",
        "^a|b$",
        "a|.*b",
        "5\\$",
      })
  void needsNoAutomatonForWhatPeopleWrite(String expression) {
    assertThat(SimplePattern.of(expression)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(?i)a", "(?i:a)", "a(b|c)", "(a)|(b)", "[ab]", "a?", "\\d", ".+.+", "a."})
  void leavesTheRestToRe2(String expression) {
    assertThat(SimplePattern.of(expression)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "a)", "*", ".**", "(?=a)", "[", "a\\", "(?:a", "\\8", "(?:*)"})
  void refusesWhatIsNoExpression(String expression) {
    assertThatThrownBy(() -> ValueTest.of(LabelMatcher.Type.REGEX, expression))
        .isInstanceOf(PromqlException.class)
        .hasMessageStartingWith(Quoted.of(expression) + ": not a regular expression");
  }

  @Test
  void treatsALineBreakAsAnyCharacter() {
    ValueTest test = ValueTest.of(LabelMatcher.Type.REGEX, "a.*c|x.y");
    assertThat(List.of("a\nc", "x\ny")).allMatch(test::holds);
    assertThat(test.holds("x\n\ny")).isFalse();
    assertThat(ValueTest.of(LabelMatcher.Type.NOT_REGEX, "a.*").holds("b")).isTrue();
  }

  @Property(tries = 5000)
  void agreesWithRe2(
      @ForAll("expressions") String expression, @ForAll("values") List<String> values) {
    Pattern pattern;
    try {
      pattern = Pattern.compile("^(?s:" + expression + ")$");
    } catch (PatternSyntaxException wrong) {
      assertThat(SimplePattern.of(expression)).isEmpty();
      return;
    }
    SimplePattern.of(expression)
        .ifPresent(
            test ->
                assertThat(values)
                    .allSatisfy(
                        value -> assertThat(test.holds(value)).isEqualTo(pattern.matches(value))));
  }

  @Provide
  Arbitrary<String> expressions() {
    return Arbitraries.of(
            "a", "b", ".*", ".+", "|", "(", ")", "(?:", "^", "$", "\\.", "\\|", "\\\\", "\\$", ".",
            "\\(", "\\)", "é", "😀", "?", "\n", "a|b", "(a|b)")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<String>> values() {
    return Arbitraries.of("a", "b", ".", "|", "\\", "$", "(", ")", "é", "😀", "\n", "^")
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts))
        .list()
        .ofSize(8);
  }
}
