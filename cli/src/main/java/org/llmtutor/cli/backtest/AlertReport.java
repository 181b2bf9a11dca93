package org.llmtutor.cli.backtest;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.history.AlertHistory;

/**
 * What a server tells of one alert.
 *
 * @param file the file of the rule
 * @param line where its name stands
 * @param alert its name
 * @param reads how many series its expression reads now; empty when the server did not tell
 * @param holds for how many series its expression holds now; empty when the server did not tell
 * @param history what it would have done; null when it was not asked, or {@code note} says why not
 * @param note what is missing and why; empty when nothing is
 */
public record AlertReport(
    String file,
    int line,
    String alert,
    OptionalLong reads,
    OptionalLong holds,
    @Nullable AlertHistory history,
    String note) {}
