package org.llmtutor.prices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Severity;

/**
 * Prices by provider, model and time, as known at a time. Immutable.
 *
 * <pre>{@code
 * Price price = PriceBook.packaged().find("openai", "gpt-4o-mini", now).orElseThrow();
 * BigDecimal dollars = price.cost(tokens, null);
 * }</pre>
 *
 * <p>Of several entries that apply, an entry of the operator's own file goes before a packaged one,
 * an exact name before a pattern, a longer pattern before a shorter one, what was recorded later
 * before what was recorded earlier, and the latest start before an earlier one.
 */
public final class PriceBook {

  private static final String PACKAGED = "prices.yml";

  private static final Comparator<PriceEntry> NEWEST_KNOWLEDGE =
      Comparator.comparing(PriceEntry::recorded)
          .thenComparing(PriceEntry::from)
          .thenComparing(PriceEntry::model);

  private final List<PriceEntry> own;
  private final List<PriceEntry> packaged;

  private PriceBook(List<PriceEntry> own, List<PriceEntry> packaged) {
    this.own = List.copyOf(own);
    this.packaged = List.copyOf(packaged);
  }

  /** A book of these entries alone. */
  public static PriceBook of(List<PriceEntry> entries) {
    return new PriceBook(List.of(), entries);
  }

  /** The packaged book alone. */
  public static PriceBook packaged() {
    try (InputStream in = Objects.requireNonNull(PriceBook.class.getResourceAsStream(PACKAGED))) {
      return of(read(PACKAGED, in));
    } catch (IOException e) {
      throw new UncheckedIOException("the packaged price book cannot be read", e);
    }
  }

  /**
   * The packaged book behind the entries of {@code file}.
   *
   * @throws PriceBookException when the file cannot be read or has mistakes; names all of them
   */
  public static PriceBook withOverrides(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return packaged().behind(read(file.toString(), in));
    } catch (IOException e) {
      throw new PriceBookException(
          "cost.priceFile: cannot read " + file + "; check that it is there and may be read");
    }
  }

  /** This book with {@code entries} before it. */
  public PriceBook behind(List<PriceEntry> entries) {
    List<PriceEntry> before = new ArrayList<>(entries);
    before.addAll(own);
    return new PriceBook(before, packaged);
  }

  private static List<PriceEntry> read(String name, InputStream in) throws IOException {
    List<Problem> errors = new ArrayList<>();
    List<PriceEntry> entries =
        new PriceBookReader()
            .read(
                name,
                in,
                problem -> {
                  if (problem.severity() == Severity.ERROR) {
                    errors.add(problem);
                  }
                });
    if (!errors.isEmpty()) {
      throw new PriceBookException(errors);
    }
    return entries;
  }

  /** The price of a call that starts at {@code at}, with all that the book knows. */
  public Optional<Price> find(String provider, String model, Instant at) {
    return find(provider, model, at, Instant.MAX);
  }

  /** The price of a call that starts at {@code at}, as the book knew it at {@code knownAt}. */
  public Optional<Price> find(String provider, String model, Instant at, Instant knownAt) {
    return best(own, provider, model, at, knownAt)
        .or(() -> best(packaged, provider, model, at, knownAt))
        .map(entry -> new Price(entry, at));
  }

  private static Optional<PriceEntry> best(
      List<PriceEntry> entries, String provider, String model, Instant at, Instant knownAt) {
    PriceEntry best = null;
    int closest = 0;
    for (PriceEntry entry : entries) {
      if (!entry.provider().equals(provider)
          || !entry.holdsAt(at)
          || entry.recorded().isAfter(knownAt)) {
        continue;
      }
      int closeness = entry.closeness(model);
      boolean better =
          closeness > closest
              || (closeness > 0
                  && closeness == closest
                  && best != null
                  && NEWEST_KNOWLEDGE.compare(entry, best) > 0);
      if (better) {
        best = entry;
        closest = closeness;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether a call of this entry's own model at {@code at}, as known then, is priced by it. */
  public boolean applies(PriceEntry entry, Instant at, Instant knownAt) {
    return find(entry.provider(), entry.model(), at, knownAt)
        .filter(price -> price.entry().equals(entry))
        .isPresent();
  }

  /** All entries: the operator's own, then the packaged ones, each in the order of its file. */
  public List<PriceEntry> entries() {
    List<PriceEntry> all = new ArrayList<>(own);
    all.addAll(packaged);
    return all;
  }

  /** Whether the operator's own file has this entry. */
  public boolean isOwn(PriceEntry entry) {
    return own.contains(entry);
  }
}
