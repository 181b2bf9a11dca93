package org.llmtutor.cli.cost;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.rules.problem.DidYouMean;

/**
 * What a report shall cover. Days are days in the platform's zone, so what "today" is, and what a
 * number of days means, is left to the service.
 *
 * @param parameters query parameters of {@code GET /api/ops/costs}, in order
 */
record CostQuery(Map<String, String> parameters) {

  /** Dimensions that a report can be grouped by. */
  static final List<String> DIMENSIONS =
      List.of(
          "day", "week", "month", "learner", "class", "model", "provider", "feature", "exercise");

  /** What cost can be divided by. */
  static final List<String> UNITS = List.of("exercise", "learner", "hint");

  private static final Set<String> TIMES = Set.of("day", "week", "month");

  /** Which days: at most one of a day, a length up to today, and a range. */
  record Days(
      @Nullable String day, @Nullable String since, @Nullable String from, @Nullable String to) {

    private void addTo(Map<String, String> parameters) {
      if (day != null) {
        refuse(since != null || from != null || to != null, "--day", "it names one day alone");
        LocalDate date = date("--day", day);
        parameters.put("from", date.toString());
        parameters.put("to", date.plusDays(1).toString());
      } else if (since != null) {
        refuse(from != null || to != null, "--since", "it ends today");
        parameters.put("since", length(since));
      } else if (from != null) {
        range(parameters, from);
      } else {
        refuse(to != null, "--to", "it needs --from");
      }
    }

    private void range(Map<String, String> parameters, String begin) {
      LocalDate first = date("--from", begin);
      parameters.put("from", first.toString());
      if (to != null) {
        LocalDate end = date("--to", to);
        if (!first.isBefore(end)) {
          throw CliException.usage(
              "--to " + end + ": not after --from " + first + "; it is the day after the last");
        }
        parameters.put("to", end.toString());
      }
    }

    private static void refuse(boolean when, String option, String why) {
      if (when) {
        throw CliException.usage(option + ": " + why + "; use --day, --since, or --from and --to");
      }
    }

    private static LocalDate date(String option, String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        throw CliException.usage(
            option + " '" + text + "': not a day; use a form such as 2026-01-31");
      }
    }

    private static String length(String text) {
      if (!text.matches("[1-9]\\d{0,3}[dw]")) {
        throw CliException.usage(
            "--since '" + text + "': not a number of days; use a form such as 7d or 4w");
      }
      int amount = Integer.parseInt(text.substring(0, text.length() - 1));
      return (text.endsWith("w") ? amount * 7 : amount) + "d";
    }
  }

  /**
   * What a report shall tell beside its sums.
   *
   * @param compare {@code previous}, or two days as {@code FROM..TO}; null for nothing
   * @param unit what cost is divided by; null for nothing
   * @param trend whether rows tell of four weeks
   * @param names whether learners are named and small groups shown
   */
  record Extras(@Nullable String compare, @Nullable String unit, boolean trend, boolean names) {

    private void addTo(Map<String, String> parameters, List<String> by) {
      if (compare != null) {
        if (by.stream().anyMatch(TIMES::contains)) {
          throw CliException.usage(
              "--compare: days, weeks and months of one range are not those of another; take them"
                  + " out of --by");
        }
        parameters.put("compare", range(compare));
      }
      if (unit != null && !UNITS.contains(unit)) {
        String known = "known: " + String.join(", ", UNITS);
        throw CliException.usage(
            "--unit '" + unit + "': unknown; " + DidYouMean.remedy(unit, UNITS, known));
      } else if (unit != null) {
        parameters.put("unit", unit);
      }
      if (trend && by.stream().noneMatch(TIMES::contains)) {
        parameters.put("trend", "true");
      }
      if (names) {
        parameters.put("with_names", "true");
      }
    }

    private static String range(String text) {
      if (text.equals("previous")) {
        return text;
      }
      int dots = text.indexOf("..");
      if (dots < 0) {
        throw CliException.usage(
            "--compare '"
                + text
                + "': not a range; use previous, or a form such as 2026-01-01..2026-02-01");
      }
      LocalDate begin = Days.date("--compare", text.substring(0, dots));
      LocalDate end = Days.date("--compare", text.substring(dots + 2));
      if (!begin.isBefore(end)) {
        throw CliException.usage(
            "--compare: " + end + " is not after " + begin + "; it is the day after the last");
      }
      return begin + ".." + end;
    }
  }

  /**
   * Checks what was asked for.
   *
   * @param by dimensions, separated by commas
   * @param top most rows to return; null leaves it to the service
   * @throws CliException when something is not understood
   */
  static CostQuery of(Days days, String by, @Nullable Integer top, Extras extras) {
    Map<String, String> parameters = new LinkedHashMap<>();
    days.addTo(parameters);
    List<String> dimensions = dimensions(by);
    parameters.put("by", String.join(",", dimensions));
    if (top != null && top < 1) {
      throw CliException.usage("--top " + top + ": not a number of rows; use 1 or more");
    } else if (top != null) {
      parameters.put("top", top.toString());
    }
    extras.addTo(parameters, dimensions);
    return new CostQuery(parameters);
  }

  private static List<String> dimensions(String by) {
    List<String> chosen = new ArrayList<>();
    for (String part : by.split(",", -1)) {
      String name = part.strip();
      if (!DIMENSIONS.contains(name)) {
        String known = "known: " + String.join(", ", DIMENSIONS);
        throw CliException.usage(
            "--by '" + name + "': unknown; " + DidYouMean.remedy(name, DIMENSIONS, known));
      } else if (chosen.contains(name)) {
        throw CliException.usage("--by '" + name + "': is there twice; name it once");
      }
      chosen.add(name);
    }
    return chosen;
  }
}
