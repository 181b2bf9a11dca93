package org.llmtutor.rules.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places of Grafana's variables in a query. To be read as PromQL each place gets a stand-in of
 * the same length, so that all else stays where it is: a length of time in brackets and after
 * {@code offset}, in quotes a text that no label has, elsewhere a number or a name. Immutable.
 */
final class Placeholders {

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$\\{([a-zA-Z_]\\w*)(?:[.:][^}]*)?\\}|\\$([a-zA-Z_]\\w*)|\\[\\[([a-zA-Z_]\\w*)(?::\\w+)?\\]\\]");

  /** In names that stand in for variables; in no real name. */
  private static final String NAME = "Vq";

  /** In texts that stand in for variables; a character that no text has. */
  private static final String TEXT = "\uE000";

  private enum Role {
    TEXT,
    DURATION,
    DIGITS,
    NUMBER,
    ANYTHING
  }

  private record Place(int start, int end, String name, Role role) {}

  private final String query;
  private final List<Place> places;

  private Placeholders(String query, List<Place> places) {
    this.query = query;
    this.places = places;
  }

  static Placeholders of(String query) {
    List<Place> places = new ArrayList<>();
    Scan scan = new Scan(query);
    Matcher matcher = VARIABLE.matcher(query);
    while (matcher.find()) {
      String name = name(matcher);
      scan.goTo(matcher.start());
      places.add(new Place(matcher.start(), matcher.end(), name, scan.role(name, matcher.end())));
      scan.skipTo(matcher.end());
    }
    return new Placeholders(query, List.copyOf(places));
  }

  private static String name(Matcher matcher) {
    for (int group = 1; group < matcher.groupCount(); group++) {
      String name = matcher.group(group);
      if (name != null) {
        return name;
      }
    }
    return matcher.group(matcher.groupCount());
  }

  /** The names of the dashboard's own variables; Grafana's begin with two underscores. */
  List<String> names() {
    return places.stream()
        .map(Place::name)
        .filter(name -> !isBuiltIn(name) && !name.equals("timeFilter"))
        .distinct()
        .toList();
  }

  private static boolean isBuiltIn(String name) {
    return name.startsWith("__");
  }

  /** How many places could be a name, a number, or anything else. */
  int open() {
    return (int) places.stream().filter(place -> place.role == Role.ANYTHING).count();
  }

  /** The name of the first variable that stands, in whole or in part, between two chars. */
  Optional<String> within(int from, int to) {
    return places.stream()
        .filter(place -> place.start < to && from < place.end)
        .map(Place::name)
        .findFirst();
  }

  /**
   * The query with stand-ins.
   *
   * @param numbers which of the {@link #open} places become numbers: bit n for place n
   */
  String filled(int numbers) {
    StringBuilder text = new StringBuilder(query);
    int open = 0;
    for (Place place : places) {
      boolean number = place.role == Role.ANYTHING && (numbers >> open++ & 1) == 1;
      text.replace(place.start, place.end, standIn(place, number));
    }
    return text.toString();
  }

  private static String standIn(Place place, boolean number) {
    int rest = place.end - place.start - 2;
    return switch (place.role) {
      case TEXT -> TEXT.repeat(rest + 2);
      case DURATION -> "5m" + " ".repeat(rest);
      case DIGITS -> "0".repeat(rest) + "60";
      case NUMBER -> "1 " + " ".repeat(rest);
      case ANYTHING -> number ? "1 " + " ".repeat(rest) : NAME + "_".repeat(rest);
    };
  }

  /** Whether a message speaks of something that is a stand-in. */
  static boolean speaksOfOne(String message) {
    return message.contains(TEXT) || message.contains(NAME);
  }

  /** Walks over the query and knows whether it is in quotes or brackets. */
  private static final class Scan {

    private final String query;
    private int at;
    private char quote;
    private int brackets;

    Scan(String query) {
      this.query = query;
    }

    void goTo(int end) {
      for (; at < end; at++) {
        char c = query.charAt(at);
        if (quote != 0) {
          if (c == '\\' && quote != '`') {
            at++;
          } else if (c == quote) {
            quote = 0;
          }
        } else if (c == '"' || c == '\'' || c == '`') {
          quote = c;
        } else if (c == '[') {
          brackets++;
        } else if (c == ']') {
          brackets--;
        }
      }
    }

    void skipTo(int end) {
      at = Math.max(at, end);
    }

    Role role(String name, int end) {
      if (quote != 0) {
        return Role.TEXT;
      }
      boolean unitFollows = end < query.length() && Character.isLetter(query.charAt(end));
      boolean offset = query.substring(0, at).stripTrailing().endsWith("offset");
      if (brackets > 0 || offset) {
        return unitFollows ? Role.DIGITS : Role.DURATION;
      }
      return isBuiltIn(name) ? Role.NUMBER : Role.ANYTHING;
    }
  }
}
