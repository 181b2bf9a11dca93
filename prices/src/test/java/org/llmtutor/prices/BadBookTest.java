package org.llmtutor.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.prices.Books.Problems;
import org.llmtutor.rules.problem.SourceText;

class BadBookTest {

  @Test
  void everyMistakeIsToldAtOnceWithItsPlaceAndRemedy() {
    assertThat(
            problems(
                """
                prices:
                  - provider: a
                    modle: m
                    usd_per_million: {input: -1, outptu: 1}
                    source: s
                  - provider: a
                    model: "two words"
                    from: 2026-02-01
                    to: 2026-01-01T00:00:00Z
                    recorded: yesterday
                    usd_per_million: {input: 1, output: 1x, cache_write: cheap}
                    tiers:
                      - {above_prompt_tokens: 10, input_factor: 2}
                      - {above_prompt_tokens: 10, usd_per_million: {input: 1, output: 1}}
                      - {above_prompt_tokens: -5, usd_per_million: 3}
                    bands:
                      - {days: [mondya], from: "25:00", to: "04:00", factor: 2}
                      - {days: [sunday], from: "22:00", to: "02:00", factor: 2}
                      - {days: [monday], from: "01:59", to: "03:00", factor: 2}
                    service_tiers:
                      flex: 0.5
                      batch: {factor: -1}
                    source: s
                """))
        .containsExactly(
            "b.yml:2:5: 'model': missing; name the model, or a pattern such as gpt-4o-* [prices/shape error]",
            "b.yml:3:5: 'modle': unknown; did you mean 'model'? [prices/shape error]",
            "b.yml:4:22: 'output': missing; give US dollars per million tokens [prices/shape error]",
            "b.yml:4:30: '-1': a rate is not negative; use 0 or more [prices/value error]",
            "b.yml:4:34: 'outptu': unknown; did you mean 'output'? [prices/shape error]",
            "b.yml:7:12: 'two words': not a name; use at most 100 printable characters without blanks [prices/value error]",
            "b.yml:9:9: '2026-01-01T00:00:00Z': not after 'from'; 'to' is the first moment at which the entry no longer holds [prices/value error]",
            "b.yml:10:15: 'yesterday': not a time; use 2026-01-31T00:00:00Z, or 2026-01-31 for its start in UTC [prices/value error]",
            "b.yml:11:41: '1x': not a rate; use US dollars per million tokens such as 0.15 [prices/value error]",
            "b.yml:11:58: 'cheap': not a rate; use US dollars per million tokens such as 0.15, or a factor such as 1.25x [prices/value error]",
            "b.yml:14:31: '10': not above the tier before it, 10; list the tiers by size, the smallest first, each size once [prices/value error]",
            "b.yml:15:31: '-5': not a number of tokens; use a positive whole number such as 272000 [prices/value error]",
            "b.yml:15:52: 'usd_per_million': a text instead of a mapping; write a mapping [prices/shape error]",
            "b.yml:17:17: 'mondya': not a day; did you mean 'monday'? [prices/value error]",
            "b.yml:17:32: '25:00': not a time of the day; use hours and minutes in UTC such as 01:00, at the end also 24:00 [prices/value error]",
            "b.yml:19:32: '01:59': overlaps a band above; let each time of the week be in one band at most [prices/value error]",
            "b.yml:21:13: 'flex': a text instead of a mapping; give a factor such as {factor: 0.5}, or usd_per_million [prices/value error]",
            "b.yml:22:23: '-1': a factor is not negative; use 0 or more [prices/value error]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "prices: 3", "price: []", "a: {b", "prices: [1]"})
  void whatIsNoBookIsToldOf(String text) {
    assertThat(problems(text)).isNotEmpty().allMatch(line -> line.endsWith(" error]"));
  }

  @Test
  void entriesThatClaimTheSameCallAreToldOf() {
    assertThat(
            problems(
                """
                prices:
                  - {provider: a, model: m, to: 2026-02-01, usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: a, model: m, from: 2026-01-31, usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: b, model: m, usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: b, model: m, recorded: 2026-01-01, usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: c, model: x-*, usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: c, model: "*-y", usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: d, model: m, aliases: [n, o], usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: d, model: n, aliases: [o], usd_per_million: {input: 1, output: 1}, source: s}
                """))
        .containsExactly(
            "b.yml:3:26: 'm': the entry on line 2 holds at the same time and was recorded at the same time;"
                + " bound them with from and to, or give a correction a later 'recorded' [prices/overlap error]",
            "b.yml:7:26: '*-y': the entry on line 6 holds at the same time and was recorded at the same time;"
                + " bound them with from and to, or give a correction a later 'recorded' [prices/overlap error]",
            "b.yml:8:39: 'n': is the model of the entry on line 9; remove the alias or that entry [prices/alias error]",
            "b.yml:9:26: 'n': the entry on line 8 holds at the same time and was recorded at the same time;"
                + " bound them with from and to, or give a correction a later 'recorded' [prices/overlap error]",
            "b.yml:9:26: 'o': the entry on line 8 holds at the same time and was recorded at the same time;"
                + " bound them with from and to, or give a correction a later 'recorded' [prices/overlap error]");
  }

  @Test
  void gapsAreWarnedOf() {
    assertThat(
            problems(
                """
                prices:
                  - {provider: a, model: m, to: 2026-02-01, usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: a, model: m, from: 2026-02-02, to: 2026-03-01, usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: b, model: m, to: 2026-02-01, usd_per_million: {input: 1, output: 1}, source: s}
                  - {provider: b, model: m, from: 2026-02-01, usd_per_million: {input: 1, output: 1}, source: s}
                """))
        .containsExactly(
            "b.yml:3:26: 'm': no price from 2026-02-01T00:00:00Z to 2026-02-02T00:00:00Z;"
                + " let the entry before it end later, or this one start earlier [prices/gap warning]",
            "b.yml:3:26: 'm': no price from 2026-03-01T00:00:00Z on;"
                + " add the entry that follows, or leave out 'to' [prices/gap warning]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{input: 10000.01, output: 1}",
        "{input: 1e3, output: 1}",
        "{input: NaN, output: 1}",
        "{input: [1], output: 1}",
        "{input: 2x, output: 1}",
        "{input: 1, output: 1, reasoning: 20000x}",
        "{input: 1, output: 0.0000000000001}"
      })
  void ratesThatNobodyMeansAreToldOf(String rates) {
    String text = "prices: [{provider: a, model: m, usd_per_million: " + rates + ", source: s}]";
    assertThat(problems(text)).singleElement().asString().endsWith(" error]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"&a [*a]", "!!java.net.URL [x]", "{prices: [], prices: []}"})
  void tricksOfYamlAreRefused(String text) {
    assertThat(problems(text)).isNotEmpty();
  }

  private static List<String> problems(String text) {
    Problems problems = new Problems();
    new PriceBookReader().read(new SourceText("b.yml", text), problems);
    return problems.lines();
  }
}
