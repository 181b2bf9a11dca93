package org.llmtutor.cli.cost;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      List.of("day", "learner", "class", "model", "provider", "feature", "exercise");

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
   * Checks what was asked for.
   *
   * @param by dimensions, separated by commas
   * @param top most rows to return; null leaves it to the service
   * @throws CliException when something is not understood
   */
  static CostQuery of(Days days, String by, @Nullable Integer top) {
    Map<String, String> parameters = new LinkedHashMap<>();
    days.addTo(parameters);
    parameters.put("by", dimensions(by));
    if (top != null && top < 1) {
      throw CliException.usage("--top " + top + ": not a number of rows; use 1 or more");
    } else if (top != null) {
      parameters.put("top", top.toString());
    }
    return new CostQuery(parameters);
  }

  private static String dimensions(String by) {
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
    return String.join(",", chosen);
  }
}
