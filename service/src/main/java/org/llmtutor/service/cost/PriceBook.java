package org.llmtutor.service.cost;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Prices by provider, model and time. Immutable.
 *
 * <p>Of several entries that apply, an entry of the operator's own file goes before the packaged
 * one, an exact model name before a pattern, a longer pattern before a shorter one, and the latest
 * start before an earlier one.
 */
public final class PriceBook {

  private static final String PACKAGED = "/prices/prices.yml";
  private static final ObjectMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addModule(new JavaTimeModule())
          .build();

  private final List<Price> prices;

  PriceBook(List<Price> prices) {
    this.prices = List.copyOf(prices);
  }

  private record Book(@JsonProperty(value = "prices", required = true) List<Price> prices) {}

  /** The packaged book alone. */
  public static PriceBook packaged() {
    try (InputStream in = Objects.requireNonNull(PriceBook.class.getResourceAsStream(PACKAGED))) {
      return new PriceBook(read(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged price book cannot be read", e);
    }
  }

  /**
   * The packaged book behind the entries of {@code file}.
   *
   * @throws UncheckedIOException with the place of the mistake when the file cannot be used
   */
  public static PriceBook withOverrides(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      List<Price> all = new ArrayList<>(read(in));
      all.addAll(packaged().prices);
      return new PriceBook(all);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cost.priceFile: cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  private static List<Price> read(InputStream in) throws IOException {
    List<Price> prices = YAML.readValue(in, Book.class).prices();
    Set<String> ids = new HashSet<>();
    for (Price price : prices) {
      if (!ids.add(price.id())) {
        throw new IOException(price.id() + " is listed twice; remove one of the entries");
      }
    }
    return prices.stream().sorted(MOST_SPECIFIC_FIRST).toList();
  }

  private static final Comparator<Price> MOST_SPECIFIC_FIRST =
      Comparator.comparing((Price price) -> price.model().contains("*"))
          .thenComparing(price -> -price.model().length())
          .thenComparing(Price::from, Comparator.reverseOrder());

  /** The entry for a call that starts at {@code at}. */
  Optional<Price> find(String provider, String model, Instant at) {
    return prices.stream().filter(price -> price.appliesTo(provider, model, at)).findFirst();
  }

  /** Entries, in the order in which they are tried. */
  List<Price> entries() {
    return prices;
  }
}
