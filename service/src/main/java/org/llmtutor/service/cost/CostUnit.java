package org.llmtutor.service.cost;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.llmtutor.service.http.ApiException;

/** What a report divides cost by. */
enum CostUnit {
  /** An exercise that a learner completed for the first time in these days. */
  EXERCISE(
      Sets.immutableEnumSet(
          Dimension.DAY,
          Dimension.WEEK,
          Dimension.MONTH,
          Dimension.LEARNER,
          Dimension.CLASS,
          Dimension.EXERCISE)),
  /** A learner with a call in these days. */
  LEARNER(Sets.immutableEnumSet(EnumSet.allOf(Dimension.class))),
  /** A tutor's reply: a settled call that nothing broke. */
  HINT(Sets.immutableEnumSet(EnumSet.allOf(Dimension.class)));

  private final ImmutableSet<Dimension> dimensions;

  CostUnit(ImmutableSet<Dimension> dimensions) {
    this.dimensions = dimensions;
  }

  /** The name on the wire. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Finds a unit by its name. */
  static CostUnit parse(String key) {
    return Arrays.stream(values())
        .filter(unit -> unit.key().equals(key))
        .findFirst()
        .orElseThrow(() -> ApiException.invalid("unit is exercise, learner or hint."));
  }

  /** Refuses dimensions that this unit has no part in. */
  void requireCountable(List<Dimension> by) {
    for (Dimension dimension : by) {
      if (!dimensions.contains(dimension)) {
        throw ApiException.invalid(
            "A solved %s has no %s; with unit=%s group by %s."
                .formatted(
                    key(),
                    dimension.key(),
                    key(),
                    dimensions.stream().map(Dimension::key).collect(Collectors.joining(", "))));
      }
    }
  }
}
