package org.llmtutor.cli.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Finds what the ledger calls a model: providers name the dated snapshot that answered. */
final class ModelNames {

  private final Set<String> known;
  private final Map<String, String> byPlainName = new HashMap<>();

  ModelNames(Collection<String> ledger) {
    known = new HashSet<>(ledger);
    for (String name : ledger) {
      byPlainName.putIfAbsent(plain(name), name);
    }
  }

  /** The ledger's name, or the provider's own when the ledger has none. */
  String ofLedger(String provider) {
    return known.contains(provider)
        ? provider
        : byPlainName.getOrDefault(plain(provider), provider);
  }

  /**
   * Without a date at its end: {@code gpt-4o-mini-2024-07-18}, {@code claude-haiku-4-5-20251001}.
   */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceFirst("[-@](\\d{4}-\\d{2}-\\d{2}|\\d{8}|latest)$", "");
  }
}
