package org.llmtutor.promql.script;

import java.util.List;

/**
 * How the evals of one script went.
 *
 * @param outcomes in the order of the script; a load is among them only when it failed
 */
public record ScriptReport(List<Outcome> outcomes) {

  /** Copies the list. */
  public ScriptReport {
    outcomes = List.copyOf(outcomes);
  }

  /** How many there are with this status. */
  public int count(Outcome.Status status) {
    return (int) outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }

  /** Those with this status, in the order of the script. */
  public List<Outcome> with(Outcome.Status status) {
    return outcomes.stream().filter(outcome -> outcome.status() == status).toList();
  }
}
