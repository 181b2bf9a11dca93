package org.llmtutor.cli.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.LabelMatcher;

/**
 * Which alerts are wanted.
 *
 * @param states any of these; all when empty
 * @param severities any of these; all when empty
 * @param matchers all of these
 */
record AlertFilter(Set<Alert.State> states, Set<String> severities, List<LabelMatcher> matchers) {

  private static final Pattern FORM =
      Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*(.*)", Pattern.DOTALL);

  AlertFilter {
    states = Set.copyOf(states);
    severities = Set.copyOf(severities);
    matchers = List.copyOf(matchers);
  }

  /**
   * Reads what options ask for.
   *
   * @param labels such as {@code job=tutor}, {@code instance=~"web.*"}
   * @throws CliException when one of them is no matcher
   */
  static AlertFilter of(List<Alert.State> states, List<String> severities, List<String> labels) {
    List<LabelMatcher> matchers = new ArrayList<>();
    labels.forEach(label -> matchers.add(matcher(label)));
    return new AlertFilter(Set.copyOf(states), Set.copyOf(severities), matchers);
  }

  private static LabelMatcher matcher(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw CliException.usage(
          "--label '" + text + "': not a matcher; use a form such as job=tutor or job=~web.*");
    }
    String value = form.group(3);
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    try {
      return new LabelMatcher(
          form.group(1),
          type(form.group(2)),
          quoted ? value.substring(1, value.length() - 1) : value);
    } catch (PromqlException e) {
      throw CliException.usage("--label '" + text + "': " + e.problem() + "; " + e.remedy());
    }
  }

  private static LabelMatcher.Type type(String symbol) {
    for (LabelMatcher.Type type : LabelMatcher.Type.values()) {
      if (type.symbol().equals(symbol)) {
        return type;
      }
    }
    throw new IllegalArgumentException(symbol);
  }

  /** Whether it asks for anything at all. */
  boolean isEmpty() {
    return states.isEmpty() && severities.isEmpty() && matchers.isEmpty();
  }

  boolean matches(Alert alert) {
    return (states.isEmpty() || states.contains(alert.state()))
        && (severities.isEmpty() || severities.contains(alert.severity()))
        && matchers.stream()
            .allMatch(matcher -> matcher.matches(alert.labels().getOrDefault(matcher.name(), "")));
  }
}
