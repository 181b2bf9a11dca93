package org.llmtutor.promql.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.source.Diagnostic;
import org.llmtutor.promql.types.LanguageProfile;

class SyntaxErrorsTest {

  private static List<Diagnostic> problems(String text, LanguageProfile profile) {
    ParseResult result = Parser.parse(text, profile);
    assertThat(result.problems()).as(text).isNotEmpty();
    assertThat(result.expr()).as(text).isNull();
    return result.problems();
  }

  /** Each line: a text, the range of its only problem, its message and its remedy. */
  private static void refuses(LanguageProfile profile, String table) {
    for (String line : table.strip().split("\n", -1)) {
      String[] cells = line.split(" \\| ", -1);
      List<Diagnostic> problems = problems(cells[0].strip(), profile);
      assertThat(problems).as(line).hasSize(1);
      Diagnostic problem = problems.get(0);
      String place = problem.position().start() + "-" + problem.position().end();
      assertThat(place + " " + problem.message()).as(line).contains(cells[1].strip());
      if (cells.length > 2) {
        assertThat(problem.remedy()).as(line).contains(cells[2].strip());
      }
    }
  }

  @Test
  void saysWhatWasFoundAndExpected() {
    refuses(
        LanguageProfile.ALL,
        """
        a + | 3-3 unexpected end of input
        a * / b | 4-5 unexpected <op:/>, expected an expression
        a b | 2-3 unexpected identifier "b" | write an operator
        1 2 | 2-3 unexpected number "2"
        a "b" | 2-5 unexpected string "b"
        a bool b | 2-6 unexpected <bool> | behind an operator
        a + bool * b | 9-10 unexpected <op:*>
        on (x) a | 0-2 unexpected <on>
        a:b(c) | 3-4 unexpected "(" | no function
        f(a, ) | 3-4 trailing commas not allowed in function call args
        f(, a) | 2-3 unexpected ","
        () | 1-2 unexpected ")"
        a) | 1-2 unexpected right parenthesis
        a] | 1-2 unexpected right bracket
        a, b | 1-2 unexpected "," | arguments
        a{b="c"}{d="e"} | 8-9 unexpected "{"
        a ? b | 2-3 unexpected character: '?'
        inf{} | 3-4 unexpected "{"
        """);
  }

  @Test
  void tellsTheBracketThatNothingCloses() {
    refuses(
        LanguageProfile.ALL,
        """
        ( | 0-1 unclosed left parenthesis | )
        ((a + b) | 0-1 unclosed left parenthesis
        1 + (a | 4-5 unclosed left parenthesis
        sum(rate(a[5m]) | 3-4 unclosed left parenthesis
        a[5m | 1-2 unclosed left bracket | ]
        a{b="c" | 1-2 unexpected end of input inside braces | }
        """);
    assertThat(problems("sum by (a", LanguageProfile.ALL).get(0).message())
        .isEqualTo("unclosed left parenthesis");
  }

  @Test
  void suggestsTheWordThatWasMeant() {
    refuses(
        LanguageProfile.ALL,
        """
        a offst 5m | 2-7 unexpected identifier "offst" | did you mean offset?
        a / on(x) grup_left b | 10-19 unexpected identifier "grup_left" | did you mean group_left?
        a / on(x) grup_left(y) b | 10-19 unexpected identifier "grup_left" | did you mean group_left?
        a * ignorng(x) b | 4-11 unexpected identifier "ignorng" | did you mean ignoring?
        a adn b | 2-5 unexpected identifier "adn" | did you mean and?
        sum bye (x) (a) | 4-7 unexpected identifier "bye" in aggregation | did you mean by?
        sum(a) withot (x) | 7-13 unexpected identifier "withot" | did you mean without?
        sum by job (x) | 7-10 unexpected identifier "job" in grouping opts, expected "(" | write (job)
        a = b | 2-3 unexpected "=" | ==
        a =~ "b" | 2-4 unexpected <op:=~> | in braces
        a && b | 2-4 unexpected character: '&' | write and
        """);
  }

  @Test
  void readsMatchersStrictly() {
    refuses(
        LanguageProfile.ALL,
        """
        {a} | 2-3 unexpected "}" in label matching, expected label matching operator | a="..."
        {a=b} | 3-4 unexpected identifier "b" in label matching, expected string | quotes
        {a="b" c="d"} | 7-8 unexpected identifier "c" in label matching, expected "," or "}"
        {,} | 1-2 unexpected "," in label matching, expected identifier or "}"
        {a="b",,} | 7-8 unexpected ","
        {a=="b"} | 3-4 unexpected "=" | one =
        {a=~"["} | 1-7 error parsing regexp
        {a!b="c"} | 2-3 unexpected character after '!' inside braces
        {a=1} | 3-4 unexpected character inside braces | quote
        a{"b"} | 0-6 metric name must not be set twice: "a" or "b"
        a{__name__="b"} | 0-15 metric name must not be set twice: "a" or "b"
        """);
  }

  @Test
  void readsLabelListsStrictly() {
    refuses(
        LanguageProfile.ALL,
        """
        sum by (1) (a) | 8-9 unexpected number "1" in grouping opts, expected label
        sum by (a b) (c) | 10-11 unexpected identifier "b" in grouping opts, expected "," or ")"
        sum by (a="b") (c) | 9-10 unexpected "=" in grouping opts | without values
        sum by ("") (c) | 8-10 invalid label name for grouping
        a + group_left b | 4-14 unexpected <group_left> | after on
        """);
  }

  @Test
  void readsModifiersStrictly() {
    refuses(
        LanguageProfile.ALL,
        """
        a offset | 8-8 unexpected end of input in offset, expected number, duration
        a offset 1m offset 2m | 0-11 offset may not be set multiple times
        a @ 1 @ 2 | 0-5 @ <timestamp> may not be set multiple times
        a @ b | 4-5 unexpected identifier "b" in @, expected timestamp
        a @ start | 9-9 unexpected end of input in @ | start()
        a @ Inf | 4-7 timestamp out of bounds for @ modifier
        (a) offset 1m | 0-3 offset modifier must be preceded by an instant vector selector
        1 @ 2 | 0-1 @ modifier must be preceded by an instant vector selector
        a offset 1m[5m] | 11-15 no offset modifiers allowed before range
        a @ 1[5m] | 5-9 no @ modifiers allowed before range
        rate(a)[5m] | 7-11 ranges only allowed for vector selectors | subquery
        a[0] | 2-3 duration must be greater than 0
        a[-5m] | 2-5 duration must be greater than 0
        a[1h:0s] | 5-7 duration must be greater than 0
        a[] | 2-3 unexpected "]" in subquery or range selector, expected number, duration
        a[b] | 2-3 unexpected identifier "b" in subquery or range selector
        a[5m 1m] | 5-7 unexpected duration "1m" in subquery or range, expected ":" or "]"
        a[5x] | 2-4 bad number or duration syntax: "5x"
        a[5m / 0] | 5-6 division by zero
        a[5m % 0] | 5-6 modulo by zero
        a[300y] | 2-6 bad number or duration syntax
        a offset 1e12 | 9-13 duration out of range
        a anchored smoothed | 11-19 anchored and smoothed modifiers cannot be used together
        a[5m:] smoothed | 7-15 smoothed modifier is not supported for subqueries
        """);
  }

  @Test
  void namesTheFeatureThatAProfileLacks() {
    refuses(
        LanguageProfile.STABLE,
        """
        a[5m + 1m] | 2-4 experimental duration expression is not enabled | promql-duration-expr
        a[step()] | 2-8 experimental duration expression is not enabled
        a + fill(0) b | 4-11 binop fill modifiers are experimental and not enabled | fill-modifiers
        a[5m] anchored | 6-14 anchored modifier is experimental and not enabled | extended-range
        """);
    assertThat(Parser.parse("a </ 5 >/ 1", LanguageProfile.STABLE).problems()).isEmpty();
    LanguageProfile old = new LanguageProfile(true, true, true, true, false);
    assertThat(problems("a </ 5", old).get(0).message()).contains("trim operators");
  }

  @Test
  void countsTheArgumentsOfAggregations() {
    refuses(
        LanguageProfile.ALL,
        """
        sum() | 0-5 no arguments for aggregate expression provided
        sum(a, b) | 0-9 wrong number of arguments for aggregate expression provided, expected 1, got 2
        1 + topk(a) | 4-11 wrong number of arguments for aggregate expression provided, expected 2, got 1
        """);
  }

  @Test
  void tellsSeveralProblemsAtOnce() {
    assertThat(problems("f(a b, c[0]) + {x} or (d e) * 5x", LanguageProfile.ALL))
        .extracting(problem -> problem.position().start())
        .containsExactly(4, 9, 17, 25, 30);
  }

  @Test
  void refusesEmptyTexts() {
    for (String text : new String[] {"", "  \n", "# only a comment"}) {
      assertThat(problems(text, LanguageProfile.ALL).get(0).message())
          .isEqualTo("no expression found in input");
    }
  }

  @Test
  void tellsTwentyProblemsAtMost() {
    assertThat(problems("a b, ".repeat(100), LanguageProfile.ALL)).hasSize(20);
  }

  @Test
  void refusesRegularExpressionsThatAreTooBig() {
    assertThat(
            problems("{a=~\"" + "(".repeat(2000) + ")".repeat(2000) + "\"}", LanguageProfile.ALL))
        .extracting(Diagnostic::message)
        .containsExactly("error parsing regexp: expression nests too deeply");
    assertThat(problems("{a=~\"" + "(a|b)*".repeat(9000) + "\"}", LanguageProfile.ALL))
        .extracting(Diagnostic::message)
        .containsExactly("error parsing regexp: expression too large");
  }
}
