package org.llmtutor.prices;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.problem.DidYouMean;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.yaml.YamlScalar;

/** Reads bands of the week. Stateless; what is wrong is told to the fields' sink. */
final class BandReader {

  private static final List<String> KEYS = List.of("days", "from", "to", "factor");
  private static final List<String> DAYS =
      Stream.of(DayOfWeek.values()).map(day -> day.name().toLowerCase(Locale.ROOT)).toList();
  private static final int SHORT = 3;

  private BandReader() {}

  static List<Band> bands(Fields entry) {
    List<Band> bands = new ArrayList<>();
    for (Fields fields : entry.inners("bands")) {
      Band band = band(fields.allow(KEYS));
      if (band == null) {
        continue;
      }
      if (bands.stream().anyMatch(band::overlaps)) {
        fields.wrong(
            fields.place("from"),
            Quoted.of(band.from().toString()) + ": overlaps a band above",
            "let each time of the week be in one band at most");
      }
      bands.add(band);
    }
    return bands;
  }

  private static @Nullable Band band(Fields fields) {
    List<DayOfWeek> days = days(fields);
    LocalTime from = time(fields, "from");
    LocalTime to = time(fields, "to");
    if (!fields.has("factor")) {
      fields.missing("factor", "give what the rates are multiplied by");
    }
    BigDecimal factor = RatesReader.factor(fields, "factor");
    return days.isEmpty() || from == null || to == null || factor == null
        ? null
        : new Band(days, from, to, factor);
  }

  private static List<DayOfWeek> days(Fields fields) {
    List<DayOfWeek> days = new ArrayList<>();
    List<YamlScalar> texts = fields.texts("days");
    if (texts.isEmpty()) {
      fields.missing("days", "name the days of the week on which the band starts");
    }
    for (YamlScalar text : texts) {
      String name = text.value().toLowerCase(Locale.ROOT);
      int found = -1;
      for (int i = 0; i < DAYS.size(); i++) {
        String day = DAYS.get(i);
        found = day.equals(name) || day.substring(0, SHORT).equals(name) ? i : found;
      }
      if (found >= 0) {
        days.add(DayOfWeek.of(found + 1));
      } else {
        fields.wrong(
            text.span(),
            Quoted.of(text.value()) + ": not a day",
            DidYouMean.remedy(name, DAYS, "use monday to sunday"));
      }
    }
    return days;
  }

  private static @Nullable LocalTime time(Fields fields, String key) {
    YamlScalar scalar = fields.scalar(key).orElse(null);
    if (scalar == null) {
      fields.missing(key, "give a time of the day in UTC such as 01:00");
      return null;
    }
    try {
      boolean end = key.equals("to") && scalar.value().equals("24:00");
      LocalTime time = end ? LocalTime.MIDNIGHT : LocalTime.parse(scalar.value());
      if (time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
        return time;
      }
    } catch (DateTimeException e) {
      // Told below, with those that have parts of a second.
    }
    fields.wrong(
        scalar.span(),
        Quoted.of(scalar.value()) + ": not a time of the day",
        "use hours and minutes in UTC such as 01:00, at the end also 24:00");
    return null;
  }
}
