package org.llmtutor.promql.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The regular expressions that need no automaton, about all that people write for labels: an
 * alternation, in parentheses or not, of plain texts with {@code .*} or {@code .+} before or after
 * them.
 *
 * @param before what may stand before {@code text}
 * @param text the plain part, perhaps empty
 * @param after what may stand after it
 */
record SimplePattern(Wildcard before, String text, Wildcard after) implements ValueTest {

  private static final String META = "\\.+*?()|[]{}^$";

  /** What {@code .*} and {@code .+} stand for. */
  enum Wildcard {
    NOTHING("", 0),
    ANYTHING(".*", 0),
    SOMETHING(".+", 1);

    private final String symbol;
    private final int least;

    Wildcard(String symbol, int least) {
      this.symbol = symbol;
      this.least = least;
    }

    static Wildcard of(String symbol) {
      return symbol.equals(".*") ? ANYTHING : symbol.equals(".+") ? SOMETHING : NOTHING;
    }
  }

  /** A test equal to the anchored {@code expression}; empty when it is not of this kind. */
  static Optional<ValueTest> of(String expression) {
    List<SimplePattern> alternatives = new ArrayList<>();
    for (String branch : branches(withoutGroup(expression))) {
      SimplePattern alternative = parse(branch);
      if (alternative == null) {
        return Optional.empty();
      }
      alternatives.add(alternative);
    }
    return Optional.of(any(alternatives));
  }

  @Override
  public boolean holds(String value) {
    if (before == Wildcard.NOTHING) {
      return after == Wildcard.NOTHING
          ? value.equals(text)
          : value.startsWith(text) && value.length() >= text.length() + after.least;
    }
    if (after == Wildcard.NOTHING) {
      return value.endsWith(text) && value.length() >= text.length() + before.least;
    }
    int found = value.indexOf(text, before.least);
    return found >= before.least && found + text.length() + after.least <= value.length();
  }

  private boolean plain() {
    return before == Wildcard.NOTHING && after == Wildcard.NOTHING;
  }

  private static ValueTest any(List<SimplePattern> alternatives) {
    if (alternatives.size() == 1) {
      return alternatives.get(0);
    }
    Set<String> texts =
        alternatives.stream()
            .filter(SimplePattern::plain)
            .map(SimplePattern::text)
            .collect(Collectors.toUnmodifiableSet());
    SimplePattern[] others =
        alternatives.stream().filter(each -> !each.plain()).toArray(SimplePattern[]::new);
    if (others.length == 0) {
      return texts::contains;
    }
    return value -> texts.contains(value) || anyHolds(others, value);
  }

  private static boolean anyHolds(SimplePattern[] patterns, String value) {
    for (SimplePattern pattern : patterns) {
      if (pattern.holds(value)) {
        return true;
      }
    }
    return false;
  }

  /** {@code (a|b)} as {@code a|b}; what is no group around everything falls through later. */
  private static String withoutGroup(String expression) {
    if (!expression.startsWith("(") || !expression.endsWith(")") || expression.endsWith("\\)")) {
      return expression;
    }
    int start = expression.startsWith("(?:") ? 3 : 1;
    return expression.substring(start, expression.length() - 1);
  }

  private static List<String> branches(String expression) {
    List<String> branches = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '|') {
        branches.add(expression.substring(start, i));
        start = i + 1;
      }
    }
    branches.add(expression.substring(start));
    return branches;
  }

  private static @Nullable SimplePattern parse(String branch) {
    int start = branch.startsWith("^") ? 1 : 0;
    int end = branch.length();
    if (end > start && branch.endsWith("$") && !branch.endsWith("\\$")) {
      end--;
    }
    Wildcard before = Wildcard.of(branch.substring(start, Math.min(start + 2, end)));
    start += before.symbol.length();
    Wildcard after = Wildcard.of(branch.substring(Math.max(start, end - 2), end));
    end -= after.symbol.length();
    String text = literal(branch.substring(start, end));
    if (text == null) {
      return null;
    }
    // Two of at least one code point each: not a question of lengths beyond U+FFFF.
    boolean counts = text.isEmpty() && before.least + after.least == 2;
    return counts ? null : new SimplePattern(before, text, after);
  }

  /** The text that {@code expression} stands for; null when it is more than a text. */
  private static @Nullable String literal(String expression) {
    StringBuilder text = new StringBuilder(expression.length());
    for (int i = 0; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\') {
        i++;
        if (i == expression.length() || META.indexOf(expression.charAt(i)) < 0) {
          return null;
        }
        c = expression.charAt(i);
      } else if (META.indexOf(c) >= 0) {
        return null;
      }
      text.append(c);
    }
    String found = text.toString();
    return found.isEmpty() || NameScheme.isUtf8Text(found) ? found : null;
  }
}
