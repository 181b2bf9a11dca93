package org.llmtutor.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.rules.problem.CheckInfo;
import org.llmtutor.rules.problem.DidYouMean;

/**
 * Which checks a run makes. A name is a check's id or an area ({@code alert} for every {@code
 * alert/…}). The YAML checks belong to reading a file and always run.
 */
record CheckSelection(List<String> only, List<String> disable) {

  private static final String YAML = "yaml";

  /**
   * A selection of the checks in {@code catalogue}.
   *
   * @param settings what else is left out, perhaps of checks that are not in the catalogue
   * @throws CliException when a name is no check and no area, or asks to leave out YAML checks
   */
  static CheckSelection of(
      Supplier<List<CheckInfo>> catalogue,
      List<String> only,
      List<String> disable,
      List<String> settings) {
    if (!only.isEmpty() || !disable.isEmpty()) {
      List<String> known = names(catalogue.get());
      only.forEach(name -> requireKnown(name, known));
      disable.forEach(name -> requireKnown(name, known));
    }
    List<String> all = new ArrayList<>(disable);
    all.addAll(settings);
    for (String name : all) {
      if (area(name).equals(YAML)) {
        throw CliException.usage(
            "'" + name + "': the YAML checks cannot be disabled; fix the file");
      }
    }
    return new CheckSelection(List.copyOf(only), List.copyOf(all));
  }

  private static List<String> names(List<CheckInfo> catalogue) {
    List<String> names = new ArrayList<>();
    for (CheckInfo check : catalogue) {
      names.add(check.id());
      String area = area(check.id());
      if (!names.contains(area)) {
        names.add(area);
      }
    }
    return names;
  }

  /** Whether the check {@code id} runs. */
  boolean includes(String id) {
    if (area(id).equals(YAML)) {
      return true;
    }
    return (only.isEmpty() || names(only, id)) && !names(disable, id);
  }

  private static boolean names(List<String> selected, String id) {
    return selected.contains(id) || selected.contains(area(id));
  }

  private static void requireKnown(String name, List<String> known) {
    if (!known.contains(name)) {
      String remedy = DidYouMean.remedy(name, known, "--list shows them");
      throw CliException.usage("'" + name + "': no such check; " + remedy);
    }
  }

  private static String area(String id) {
    int slash = id.indexOf('/');
    return slash < 0 ? id : id.substring(0, slash);
  }
}
