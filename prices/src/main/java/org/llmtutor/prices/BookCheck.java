package org.llmtutor.prices;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmtutor.prices.EntryReader.Placed;
import org.llmtutor.rules.problem.Problem;
import org.llmtutor.rules.problem.Quoted;
import org.llmtutor.rules.problem.Reporter;

/** Looks at the entries of one book beside each other. */
final class BookCheck {

  private final Reporter overlap;
  private final Reporter alias;
  private final Reporter gap;

  BookCheck(String file, Consumer<? super Problem> sink) {
    this.overlap = new Reporter(PriceChecks.OVERLAP, file, sink);
    this.alias = new Reporter(PriceChecks.ALIAS, file, sink);
    this.gap = new Reporter(PriceChecks.GAP, file, sink);
  }

  private record Name(String provider, String name) {}

  private record Claim(Name name, Instant recorded) {}

  void check(List<Placed> entries) {
    checkAliases(entries);
    checkSameNames(entries);
    checkPatterns(entries);
    checkGaps(entries);
  }

  private void checkAliases(List<Placed> entries) {
    Map<Name, Placed> models = new HashMap<>();
    entries.forEach(
        placed ->
            models.putIfAbsent(
                new Name(placed.entry().provider(), placed.entry().model()), placed));
    for (Placed placed : entries) {
      PriceEntry entry = placed.entry();
      for (int i = 0; i < entry.aliases().size(); i++) {
        Placed other = models.get(new Name(entry.provider(), entry.aliases().get(i)));
        if (other != null) {
          alias.report(
              placed.aliases().get(i),
              Quoted.of(entry.aliases().get(i))
                  + ": is the model of the entry on line "
                  + other.model().line(),
              "remove the alias or that entry");
        }
      }
    }
  }

  /** Entries that name a model alike, at the same time, with the same knowledge. */
  private void checkSameNames(List<Placed> entries) {
    Map<Claim, List<Placed>> claims = new LinkedHashMap<>();
    for (Placed placed : entries) {
      PriceEntry entry = placed.entry();
      for (String name : entry.names()) {
        claims
            .computeIfAbsent(
                new Claim(new Name(entry.provider(), name), entry.recorded()),
                unused -> new ArrayList<>())
            .add(placed);
      }
    }
    claims.forEach(
        (claim, claiming) -> {
          claiming.sort(Comparator.comparing(placed -> placed.entry().from()));
          for (int i = 1; i < claiming.size(); i++) {
            Placed before = claiming.get(i - 1);
            if (meet(before.entry(), claiming.get(i).entry())) {
              overlaps(claim.name().name(), before, claiming.get(i));
            }
          }
        });
  }

  /** Different patterns of one length, of which neither would go before the other. */
  private void checkPatterns(List<Placed> entries) {
    List<Placed> patterns =
        entries.stream()
            .filter(placed -> placed.entry().names().stream().anyMatch(NamePattern::isPattern))
            .toList();
    for (int i = 0; i < patterns.size(); i++) {
      for (int j = 0; j < i; j++) {
        PriceEntry a = patterns.get(j).entry();
        PriceEntry b = patterns.get(i).entry();
        if (a.provider().equals(b.provider()) && a.recorded().equals(b.recorded()) && meet(a, b)) {
          String name = sameCloseness(a, b);
          if (name != null) {
            overlaps(name, patterns.get(j), patterns.get(i));
          }
        }
      }
    }
  }

  private static @Nullable String sameCloseness(PriceEntry a, PriceEntry b) {
    for (String name : b.names()) {
      for (String other : a.names()) {
        if (NamePattern.isPattern(name)
            && NamePattern.isPattern(other)
            && name.length() == other.length()
            && !name.equals(other)
            && NamePattern.intersect(name, other)) {
          return name;
        }
      }
    }
    return null;
  }

  private static boolean meet(PriceEntry a, PriceEntry b) {
    return (a.to() == null || b.from().isBefore(a.to()))
        && (b.to() == null || a.from().isBefore(b.to()));
  }

  private void overlaps(String name, Placed before, Placed after) {
    boolean inOrder = before.model().line() <= after.model().line();
    Placed first = inOrder ? before : after;
    Placed second = inOrder ? after : before;
    overlap.report(
        second.model(),
        Quoted.of(name)
            + ": the entry on line "
            + first.model().line()
            + " holds at the same time and was recorded at the same time",
        "bound them with from and to, or give a correction a later 'recorded'");
  }

  /** What was recorded later may fill a gap, so knowledge does not count here. */
  private void checkGaps(List<Placed> entries) {
    Map<Name, List<Placed>> models = new LinkedHashMap<>();
    for (Placed placed : entries) {
      Name name = new Name(placed.entry().provider(), placed.entry().model());
      models.computeIfAbsent(name, unused -> new ArrayList<>()).add(placed);
    }
    models.forEach(
        (name, covering) -> {
          covering.sort(Comparator.comparing(placed -> placed.entry().from()));
          checkGaps(name.name(), covering);
        });
  }

  private void checkGaps(String model, List<Placed> covering) {
    Placed last = covering.get(0);
    Instant covered = last.entry().to();
    for (Placed placed : covering) {
      if (covered == null) {
        return;
      }
      if (placed.entry().from().isAfter(covered)) {
        gap.report(
            placed.model(),
            Quoted.of(model) + ": no price from " + covered + " to " + placed.entry().from(),
            "let the entry before it end later, or this one start earlier");
      }
      Instant to = placed.entry().to();
      if (to == null || to.isAfter(covered)) {
        covered = to;
        last = placed;
      }
    }
    if (covered != null) {
      gap.report(
          last.model(),
          Quoted.of(model) + ": no price from " + covered + " on",
          "add the entry that follows, or leave out 'to'");
    }
  }
}
