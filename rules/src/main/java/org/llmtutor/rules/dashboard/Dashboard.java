package org.llmtutor.rules.dashboard;

import java.util.List;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.rules.yaml.YamlMapping;
import org.llmtutor.rules.yaml.YamlScalar;

/**
 * A dashboard as written. JSON is read as the part of YAML that it is, for the places.
 *
 * @param source its text
 * @param root its mapping
 * @param panels all panels, those of a row that is closed after their row
 * @param queries the PromQL in its panels, annotations and variables
 * @param variables the names that its queries may use
 */
public record Dashboard(
    SourceText source,
    YamlMapping root,
    List<Panel> panels,
    List<Query> queries,
    List<String> variables) {

  /** Copies the lists. */
  public Dashboard {
    panels = List.copyOf(panels);
    queries = List.copyOf(queries);
    variables = List.copyOf(variables);
  }

  /**
   * A panel.
   *
   * @param node its mapping
   * @param type what it is, such as {@code timeseries}; empty when missing
   * @param title its title; empty when missing
   * @param row which grid it lies on: 0 is the page, others are rows that are closed
   * @param targets the mappings of its queries
   */
  public record Panel(
      YamlMapping node, String type, String title, int row, List<YamlMapping> targets) {

    /** Copies the list. */
    public Panel {
      targets = List.copyOf(targets);
    }
  }

  /**
   * A query.
   *
   * @param text the value it stands in
   * @param from the first char of the PromQL in that value
   * @param to the char behind its last
   * @param overTime whether it is asked over the time that is shown, rather than at one moment
   */
  public record Query(YamlScalar text, int from, int to, boolean overTime) {

    /** A query that is the whole of {@code text}. */
    static Query whole(YamlScalar text, boolean overTime) {
      return new Query(text, 0, text.value().length(), overTime);
    }
  }
}
