package org.llmtutor.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.prices.Books.Problems;

class PriceBookTest {

  private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
  private static final PriceBook PACKAGED = PriceBook.packaged();

  @Test
  void thePackagedBookHasNoProblems() throws IOException {
    Problems problems = new Problems();
    try (var in = PriceBook.class.getResourceAsStream("prices.yml")) {
      assertThat(in).isNotNull();
      assertThat(new PriceBookReader().read("prices.yml", in, problems)).hasSize(29);
    }
    assertThat(problems.lines()).isEmpty();
  }

  @Test
  void everyPackagedPriceIsFoundByItsName() {
    for (PriceEntry entry : PACKAGED.entries()) {
      Instant at = entry.from().equals(Instant.EPOCH) ? Instant.EPOCH : entry.from();
      assertThat(PACKAGED.applies(entry, at, Instant.MAX)).as(entry.id()).isTrue();
    }
  }

  @Test
  void idsAreUniqueAndStable() {
    List<String> ids = PACKAGED.entries().stream().map(PriceEntry::id).toList();
    assertThat(ids).doesNotHaveDuplicates();
    assertThat(PriceBook.packaged().entries().stream().map(PriceEntry::id)).isEqualTo(ids);
    // Rows in ledgers name these: an entry whose id changes here is an entry that was edited.
    assertThat(PACKAGED.find("openai", "gpt-4o-mini", NOW).orElseThrow().id())
        .isEqualTo("openai/gpt-4o-mini@start+2026-11-23#03cff17b");
    assertThat(PACKAGED.find("deepseek", "deepseek-flash", NOW).orElseThrow().id())
        .isEqualTo("deepseek/deepseek-flash@2026-08-16T16:00:00Z+2026-11-23#5a6968b7");
  }

  @Test
  void anEditedEntryIsAnotherEntry() {
    String text = "{provider: a, model: m, usd_per_million: {input: %s, output: 2}, source: s}";
    PriceEntry one = Books.entry(text.formatted("1"));
    assertThat(Books.entry(text.formatted("1.00")).id()).isEqualTo(one.id());
    assertThat(Books.entry(text.formatted("1.01")).id()).isNotEqualTo(one.id());
  }

  @Test
  void knowsNoPriceForAModelItWasNotTold() {
    assertThat(PACKAGED.find("openai", "gpt-9", NOW)).isEmpty();
    assertThat(PACKAGED.find("openai", "gpt-4o-mini-2024-07-18", NOW)).isEmpty();
    assertThat(PACKAGED.find("groq", "gpt-4o-mini", NOW)).isEmpty();
    assertThat(PACKAGED.find("deepseek", "deepseek-flash", Instant.EPOCH)).isEmpty();
  }

  @Test
  void aCorrectionHoldsFromItsRecordingOnAndTheOldKnowledgeStays() {
    PriceBook book =
        Books.book(
            """
            prices:
              - {provider: a, model: m, recorded: 2026-01-01, usd_per_million: {input: 1, output: 1}, source: first}
              - {provider: a, model: m, from: 2026-03-01, recorded: 2026-04-10, usd_per_million: {input: 3, output: 3}, source: correction}
            """);
    Instant march = Instant.parse("2026-03-15T00:00:00Z");
    assertThat(source(book, "m", march, "2026-04-09T23:59:59.999999999Z")).isEqualTo("first");
    assertThat(source(book, "m", march, "2026-04-10T00:00:00Z")).isEqualTo("correction");
    assertThat(source(book, "m", Instant.parse("2026-02-28T23:59:59Z"), "2026-12-01T00:00:00Z"))
        .isEqualTo("first");
    assertThat(book.find("a", "m", march, Instant.parse("2025-12-31T23:59:59Z"))).isEmpty();
  }

  @Test
  void aCorrectionGoesBeforeALaterStartThatWasRecordedBeforeIt() {
    PriceBook book =
        Books.book(
            """
            prices:
              - {provider: a, model: m, to: 2026-06-01, usd_per_million: {input: 1, output: 1}, source: old}
              - {provider: a, model: m, from: 2026-06-01, usd_per_million: {input: 2, output: 2}, source: new}
              - {provider: a, model: m, from: 2026-05-01, to: 2026-07-01, recorded: 2026-08-01, usd_per_million: {input: 3, output: 3}, source: fixed}
            """);
    assertThat(source(book, "m", Instant.parse("2026-06-15T00:00:00Z"), "2026-09-01T00:00:00Z"))
        .isEqualTo("fixed");
    assertThat(source(book, "m", Instant.parse("2026-07-01T00:00:00Z"), "2026-09-01T00:00:00Z"))
        .isEqualTo("new");
  }

  @Test
  void anExactNameGoesBeforeAPatternAndALongerPatternBeforeAShorterOne() {
    PriceBook book =
        Books.book(
            """
            prices:
              - {provider: a, model: "*", usd_per_million: {input: 1, output: 1}, source: any}
              - {provider: a, model: gpt-*, recorded: 2026-09-01, usd_per_million: {input: 1, output: 1}, source: pattern}
              - {provider: a, model: gpt-*-mini, aliases: [small, tiny-*], usd_per_million: {input: 1, output: 1}, source: longer}
              - {provider: a, model: gpt-4-mini, usd_per_million: {input: 1, output: 1}, source: exact}
            """);
    Map<String, String> found =
        List.of("gpt-4-mini", "gpt-5-mini", "gpt-5", "llama", "small", "tiny-2", "Small").stream()
            .collect(
                Collectors.toMap(
                    name -> name, name -> source(book, name, NOW, "2026-12-01T00:00:00Z")));
    assertThat(found)
        .containsOnly(
            Map.entry("gpt-4-mini", "exact"),
            Map.entry("gpt-5-mini", "longer"),
            Map.entry("gpt-5", "pattern"),
            Map.entry("llama", "any"),
            Map.entry("small", "longer"),
            Map.entry("tiny-2", "longer"),
            Map.entry("Small", "any"));
  }

  @Test
  void theOperatorsEntriesGoFirstEvenAsPatterns(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("prices.yml");
    Files.writeString(
        file,
        """
        prices:
          - provider: openai
            model: gpt-4o-*
            recorded: 2026-11-24
            usd_per_million: {input: 1, output: 2}
            source: contract
        """);
    PriceBook book = PriceBook.withOverrides(file);
    assertThat(source(book, "openai", "gpt-4o-mini", NOW, NOW)).isEqualTo("contract");
    assertThat(source(book, "openai", "gpt-4o-mini", NOW, Instant.parse("2026-11-23T12:00:00Z")))
        .isEqualTo("list price");
    assertThat(book.entries().stream().filter(book::isOwn)).hasSize(1);
  }

  @Test
  void aFileThatCannotBeUsedIsToldOf(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("prices.yml");
    assertThatThrownBy(() -> PriceBook.withOverrides(file))
        .isInstanceOf(PriceBookException.class)
        .hasMessageContaining("cost.priceFile: cannot read " + file);
    Files.writeString(file, "prices:\n  - {provider: a}\n  - {model: b}\n");
    assertThatThrownBy(() -> PriceBook.withOverrides(file))
        .isInstanceOfSatisfying(
            PriceBookException.class,
            e -> assertThat(e.lines()).hasSize(6).allMatch(line -> line.startsWith(file + ":")));
  }

  @Test
  void aServiceTierThatIsNotListedCostsWhatTheDearestDoes() {
    PriceBook book =
        Books.book(
            """
            prices:
              - provider: a
                model: m
                usd_per_million: {input: 1, output: 4}
                service_tiers:
                  flex: {factor: 0.5}
                  Priority: {usd_per_million: {input: 2, output: 6}}
                source: s
            """);
    Price price = book.find("a", "m", NOW).orElseThrow();
    Tokens million = new Tokens(1_000_000, 0, 0, 0, 1_000_000, 0);
    assertThat(price.cost(million, null)).isEqualByComparingTo("5");
    assertThat(price.cost(million, "default")).isEqualByComparingTo("5");
    assertThat(price.cost(million, "FLEX")).isEqualByComparingTo("2.5");
    assertThat(price.cost(million, "priority")).isEqualByComparingTo("8");
    assertThat(price.cost(million, "scale")).isEqualByComparingTo("8");
    assertThat(price.knows("scale")).isFalse();
    assertThat(price.knows("priority")).isTrue();
    assertThat(price.worstCase(1_000_000, 1_000_000)).isEqualByComparingTo("8");
  }

  @Test
  void whatAListingSaysReadsBackAsTheSameEntries() {
    for (PriceEntry entry : PACKAGED.entries()) {
      Map<String, Object> document = PriceDocument.of(entry);
      assertThat(Books.entry(Books.flow(document)))
          .as(entry.id())
          .satisfies(
              again -> {
                assertThat(again.id()).isEqualTo(entry.id());
                assertThat(again.source()).isEqualTo(entry.source());
              });
    }
  }

  private static String source(PriceBook book, String model, Instant at, String known) {
    return source(book, "a", model, at, Instant.parse(known));
  }

  private static String source(
      PriceBook book, String provider, String model, Instant at, Instant known) {
    return book.find(provider, model, at, known).orElseThrow().entry().source();
  }
}
