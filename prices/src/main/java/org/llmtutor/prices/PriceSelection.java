package org.llmtutor.prices;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a book to show.
 *
 * @param at those that price a call that starts then
 * @param asOf as the book knew it then
 * @param provider only of this provider; null for all
 * @param model only those that name this model; null for all
 * @param all also those that do not apply at {@code at}: past, future and superseded ones
 */
public record PriceSelection(
    Instant at, Instant asOf, @Nullable String provider, @Nullable String model, boolean all) {

  /** The entries, in the book's order. */
  public List<PriceEntry> of(PriceBook book) {
    return book.entries().stream().filter(entry -> shows(book, entry)).toList();
  }

  private boolean shows(PriceBook book, PriceEntry entry) {
    String name = model == null ? entry.model() : model;
    return (provider == null || provider.equals(entry.provider()))
        && entry.closeness(name) > 0
        && !entry.recorded().isAfter(asOf)
        && (all
            || book.find(entry.provider(), name, at, asOf)
                .filter(price -> price.entry().equals(entry))
                .isPresent());
  }
}
