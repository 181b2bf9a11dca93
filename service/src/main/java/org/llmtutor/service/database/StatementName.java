package org.llmtutor.service.database;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What timings and logs call a statement.
 *
 * @param name the name in the statement's leading comment, {@code unnamed} without one
 * @param type {@code select}, {@code insert}, {@code update}, {@code delete} or {@code other}
 */
record StatementName(String name, String type) {

  /** The commit of a batch of writes. */
  static final StatementName COMMIT = new StatementName("commit", "commit");

  /** The name of statements without one. */
  static final String UNNAMED = "unnamed";

  /** Every type there is. */
  static final List<String> TYPES =
      List.of("select", "insert", "update", "delete", "commit", "other");

  private static final Pattern LEAD =
      Pattern.compile("\\A\\s*(?:/\\*\\s*([a-z_]+\\.[a-z_]+)\\s*\\*/)?\\s*([A-Za-z]*)");

  /** Statement texts are constants of the program, so there are few; the bound is for a bug. */
  private static final int MAX_CACHED = 1_000;

  private static final Map<String, StatementName> CACHE = new ConcurrentHashMap<>();

  static StatementName of(String sql) {
    StatementName cached = CACHE.get(sql);
    if (cached != null) {
      return cached;
    }
    StatementName parsed = parse(sql);
    if (CACHE.size() < MAX_CACHED) {
      CACHE.put(sql, parsed);
    }
    return parsed;
  }

  private static StatementName parse(String sql) {
    Matcher lead = LEAD.matcher(sql);
    if (!lead.find()) {
      return new StatementName(UNNAMED, "other");
    }
    String name = lead.group(1);
    String verb = lead.group(2).toLowerCase(Locale.ROOT);
    String type =
        switch (verb) {
          case "select", "with" -> "select";
          case "insert", "update", "delete" -> verb;
          default -> "other";
        };
    return new StatementName(name == null ? UNNAMED : name, type);
  }
}
