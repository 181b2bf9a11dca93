package org.llmtutor.rules.history;

import java.util.List;
import org.llmtutor.rules.query.QueryCheck;

/** The checks that need a server with a past. */
public final class HistoryCheck {

  private HistoryCheck() {}

  /** All of them, against {@code history}. */
  public static List<QueryCheck> all(ServerHistory history) {
    return List.of(
        new RetentionCheck(history),
        new RefusalCheck(history),
        new FlappingCheck(history),
        new AlwaysFiringCheck(history));
  }

  /** For the list of checks. */
  public static List<QueryCheck> catalogue() {
    return all(new ServerHistory.Builder().build());
  }
}
