package org.llmtutor.service.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The {@code ledger} section: what checks, exports and imports of the ledger may take.
 *
 * @param maxDays days that one of them may cover
 * @param pageRows rows that one statement reads
 * @param maxImportRows rows of one batch of an import, which is one transaction
 * @param maxFindings problems that a check shows; all are counted
 * @param fileCheckDeadline how long the database's own files are checked at most
 */
public record LedgerConfig(
    int maxDays, int pageRows, int maxImportRows, int maxFindings, Duration fileCheckDeadline) {

  /** Checks the bounds. */
  public LedgerConfig {
    positive("maxDays", maxDays);
    positive("pageRows", pageRows);
    positive("maxImportRows", maxImportRows);
    positive("maxFindings", maxFindings);
    positive("fileCheckDeadline", fileCheckDeadline.toMilliseconds());
  }

  /** The values of an empty section. */
  public static LedgerConfig defaults() {
    return of(null, null, null, null, null);
  }

  /** Reads the section; what is absent takes its default. */
  @JsonCreator
  static LedgerConfig of(
      @JsonProperty("maxDays") @Nullable Integer maxDays,
      @JsonProperty("pageRows") @Nullable Integer pageRows,
      @JsonProperty("maxImportRows") @Nullable Integer maxImportRows,
      @JsonProperty("maxFindings") @Nullable Integer maxFindings,
      @JsonProperty("fileCheckDeadline") @Nullable Duration fileCheckDeadline) {
    return new LedgerConfig(
        maxDays == null ? 3_700 : maxDays,
        pageRows == null ? 2_000 : pageRows,
        maxImportRows == null ? 200 : maxImportRows,
        maxFindings == null ? 20 : maxFindings,
        fileCheckDeadline == null ? Duration.minutes(2) : fileCheckDeadline);
  }

  private static void positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("'" + value + "': ledger." + name + " must be above 0");
    }
  }
}
