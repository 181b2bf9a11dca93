package org.llmtutor.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prices at every boundary, worked out by hand in {@code golden-prices.txt}. */
class GoldenPricesTest {

  private static final PriceBook BOOK =
      PriceBook.packaged().behind(Books.book(resource("golden-book.yml")).entries());

  static Stream<String> vectors() {
    return resource("golden-prices.txt")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void costsWhatWasWorkedOutByHand(String vector) {
    List<String> cells = Stream.of(vector.split("\\|")).map(String::strip).toList();
    assertThat(cells).hasSize(12);
    Instant known = told(cells.get(3)) == null ? Instant.MAX : Instant.parse(cells.get(3));
    Tokens tokens =
        new Tokens(
            count(cells, 4),
            count(cells, 5),
            count(cells, 6),
            count(cells, 7),
            count(cells, 8),
            count(cells, 9));
    String cost =
        BOOK.find(cells.get(0), cells.get(1), Instant.parse(cells.get(2)), known)
            .map(price -> nanos(price, tokens, told(cells.get(10))))
            .orElse("-");
    assertThat(cost).isEqualTo(cells.get(11));
  }

  private static String nanos(Price price, Tokens tokens, @Nullable String tier) {
    long reply = tokens.output() + tokens.reasoning();
    assertThat(price.cost(tokens, tier))
        .isLessThanOrEqualTo(price.worstCase(tokens.prompt(), reply));
    return price
        .cost(tokens, tier)
        .movePointRight(9)
        .setScale(0, RoundingMode.HALF_EVEN)
        .toPlainString();
  }

  private static long count(List<String> cells, int index) {
    return Long.parseLong(cells.get(index));
  }

  private static @Nullable String told(String cell) {
    return cell.equals("-") ? null : cell;
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(GoldenPricesTest.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
