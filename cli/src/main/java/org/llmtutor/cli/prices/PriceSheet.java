package org.llmtutor.cli.prices;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.Table;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.prices.PriceEntry;
import org.llmtutor.prices.Rates;
import org.llmtutor.prices.SizeTier;

/** Entries as a table: base rates, and in words what else there is to them. */
final class PriceSheet {

  private static final List<String> HEADING =
      List.of(
          "provider",
          "model",
          "input",
          "cached_input",
          "cache_write",
          "cache_write_1h",
          "output",
          "reasoning",
          "factor",
          "from",
          "to",
          "recorded",
          "source",
          "id");

  private final PriceBook book;
  private final List<PriceEntry> entries;
  private final Instant at;
  private final boolean all;
  private final boolean writes;
  private final boolean mixed;

  PriceSheet(PriceBook book, List<PriceEntry> entries, Instant at, boolean all) {
    this.book = book;
    this.entries = entries;
    this.at = at;
    this.all = all;
    this.writes = entries.stream().anyMatch(PriceSheet::hasWrites);
    this.mixed = book.entries().stream().map(book::isOwn).distinct().count() > 1;
  }

  private static boolean hasWrites(PriceEntry entry) {
    Rates rates = entry.standard().rates();
    return rates.input().compareTo(rates.cacheWrite()) != 0
        || rates.input().compareTo(rates.cacheWriteLong()) != 0;
  }

  Sheet sheet() {
    String when = all ? "all" : "at " + moment(at);
    return new Sheet(
        "US dollars per million tokens, " + when,
        columns(),
        entries.stream().map(this::row).toList(),
        HEADING,
        entries.stream().map(this::fields).toList());
  }

  private List<Table.Column> columns() {
    List<Table.Column> columns = new ArrayList<>();
    columns.add(Table.name("PROVIDER"));
    columns.add(Table.name("MODEL"));
    columns.add(Table.number("INPUT"));
    columns.add(Table.number("CACHED"));
    if (writes) {
      columns.add(Table.number("WRITE"));
      columns.add(Table.number("WRITE 1H"));
    }
    columns.add(Table.number("OUTPUT"));
    columns.add(Table.extra("FROM"));
    columns.add(Table.extra("UNTIL"));
    if (all) {
      columns.add(Table.extra("RECORDED"));
    }
    columns.add(Table.extra("NOTES"));
    return columns;
  }

  private List<String> row(PriceEntry entry) {
    Rates rates = entry.standard().rates();
    List<String> row = new ArrayList<>();
    row.add(entry.provider());
    row.add(entry.model());
    row.add(Rate.text(rates.input()));
    row.add(Rate.text(rates.cachedInput()));
    if (writes) {
      row.add(Rate.text(rates.cacheWrite()));
      row.add(Rate.text(rates.cacheWriteLong()));
    }
    row.add(Rate.text(rates.output()));
    row.add(start(entry.from()));
    row.add(entry.to() == null ? "-" : moment(entry.to()));
    if (all) {
      row.add(start(entry.recorded()));
    }
    row.add(notes(entry));
    return row;
  }

  private String notes(PriceEntry entry) {
    List<String> notes = new ArrayList<>();
    if (mixed && book.isOwn(entry)) {
      notes.add("own");
    }
    BigDecimal factor = entry.factor(at);
    if (factor.compareTo(BigDecimal.ONE) != 0) {
      notes.add("times " + plain(factor) + " at this time");
    } else if (!entry.bands().isEmpty()) {
      notes.add("other at some times of the week");
    }
    for (SizeTier tier : entry.standard().tiers()) {
      notes.add("other above " + Numbers.count(tier.abovePromptTokens()));
    }
    if (!entry.serviceTiers().isEmpty()) {
      notes.add("other as " + String.join(", ", entry.serviceTiers().keySet()));
    }
    if (entry.source().contains("unconfirmed")) {
      notes.add("unconfirmed");
    }
    return String.join("; ", notes);
  }

  private List<String> fields(PriceEntry entry) {
    List<String> fields = new ArrayList<>(List.of(entry.provider(), entry.model()));
    entry.standard().rates().byName().values().forEach(rate -> fields.add(plain(rate)));
    fields.add(plain(entry.factor(at)));
    fields.add(exact(entry.from()));
    fields.add(exact(entry.to()));
    fields.add(exact(entry.recorded()));
    fields.add(entry.source());
    fields.add(entry.id());
    return fields;
  }

  private static String exact(@Nullable Instant instant) {
    return instant == null || instant.equals(Instant.EPOCH) ? "" : instant.toString();
  }

  private static String start(Instant instant) {
    return instant.equals(Instant.EPOCH) ? "-" : moment(instant);
  }

  /** The day alone where it begins then, in UTC. */
  static String moment(Instant instant) {
    ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : instant.toString();
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
