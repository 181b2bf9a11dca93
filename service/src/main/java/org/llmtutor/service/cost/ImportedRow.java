package org.llmtutor.service.cost;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.service.llm.TokenUsage;

/** Reads one line of an export and holds it to what the ledger itself would write. */
final class ImportedRow {

  private static final Set<String> STATES = Set.of("held", "settled", "released", "unknown");
  private static final Set<String> BASES = Set.of("provider", "computed", "estimated");
  private static final int LONGEST_TEXT = 500;

  private ImportedRow() {}

  /** A line that cannot be added; the message does not repeat what it holds. */
  static final class Unusable extends Exception {

    private static final long serialVersionUID = 1L;

    Unusable(String problem) {
      super(problem, null, false, false);
    }
  }

  static LedgerRow read(String line, ObjectMapper json) throws Unusable {
    LedgerRow row = parse(line, json);
    requireTexts(row);
    require(row.attempt() >= 1, "attempt is not 1 or more");
    require(STATES.contains(row.state()), "state is none of held, settled, released, unknown");
    require(row.heldNanos() >= 0, "held_nanos is negative");
    requireDay(row.usageDay());
    requireTokens(row.tokens());
    requireCost(row);
    return inMillis(row);
  }

  private static LedgerRow parse(String line, ObjectMapper json) throws Unusable {
    try {
      LedgerRow row = json.readValue(line, LedgerRow.class);
      if (row == null) {
        throw new Unusable("is no JSON object");
      }
      return row;
    } catch (UnrecognizedPropertyException e) {
      throw new Unusable("has a field that this release does not know; import with a newer one");
    } catch (JsonProcessingException e) {
      throw new Unusable("is no row: " + place(e));
    }
  }

  private static String place(JacksonException e) {
    return e.getLocation() == null
        ? "not the JSON of one"
        : "not the JSON of one, at column " + e.getLocation().getColumnNr();
  }

  /** Fields that are never null in the ledger; the record does not know that of JSON. */
  @SuppressWarnings("NullAway")
  private static void requireTexts(LedgerRow row) throws Unusable {
    boolean complete =
        Stream.of(
                row.id(),
                row.learnerId(),
                row.classCode(),
                row.conversationId(),
                row.exerciseId(),
                row.feature(),
                row.provider(),
                row.model(),
                row.state(),
                row.priceId(),
                row.usageDay(),
                row.requestId(),
                row.tokens(),
                row.startedAt(),
                row.leaseUntil())
            .allMatch(value -> value != null);
    require(complete, "lacks a field that every row has");
    require(!row.id().isEmpty(), "id is empty");
    require(row.learnerId().indexOf(' ') < 0, "learner_id has a blank in it");
    boolean tooLong =
        Stream.of(row.id(), row.learnerId(), row.provider(), row.model(), row.requestId())
            .anyMatch(text -> text.length() > LONGEST_TEXT);
    require(!tooLong, "a name is longer than " + LONGEST_TEXT + " characters");
  }

  private static void requireDay(String day) throws Unusable {
    try {
      require(LocalDate.parse(day).toString().equals(day), "usage_day is no date");
    } catch (DateTimeException e) {
      throw new Unusable("usage_day is no date");
    }
  }

  private static void requireTokens(TokenCounts tokens) throws Unusable {
    Long[] counts = {
      tokens.input(),
      tokens.cachedInput(),
      tokens.cacheWrite(),
      tokens.cacheWriteLong(),
      tokens.output(),
      tokens.reasoning()
    };
    for (@Nullable Long count : counts) {
      require(
          count == null || (count >= 0 && count <= TokenUsage.MAX_TOKENS),
          "tokens: a count is negative or too large");
    }
  }

  private static void requireCost(LedgerRow row) throws Unusable {
    Long cost = row.costNanos();
    if (!row.state().equals("settled")) {
      require(cost == null && row.costBasis() == null, "is not settled and has a cost");
      return;
    }
    require(cost != null && cost >= 0, "is settled and has no cost_nanos, or a negative one");
    require(
        row.costBasis() != null && BASES.contains(row.costBasis()),
        "cost_basis is none of provider, computed, estimated");
    require(row.settledAt() != null, "is settled and has no settled_at");
  }

  private static void require(boolean holds, String problem) throws Unusable {
    if (!holds) {
      throw new Unusable(problem);
    }
  }

  /** The ledger keeps milliseconds. */
  private static LedgerRow inMillis(LedgerRow row) {
    return new LedgerRow(
        row.id(),
        row.idempotencyKey(),
        row.attempt(),
        row.learnerId(),
        row.classCode(),
        row.conversationId(),
        row.exerciseId(),
        row.feature(),
        row.provider(),
        row.model(),
        row.state(),
        row.heldNanos(),
        row.tokens(),
        row.costNanos(),
        row.costBasis(),
        row.priceId(),
        row.serviceTier(),
        row.usageDay(),
        row.startedAt().truncatedTo(ChronoUnit.MILLIS),
        row.settledAt() == null ? null : row.settledAt().truncatedTo(ChronoUnit.MILLIS),
        row.leaseUntil().truncatedTo(ChronoUnit.MILLIS),
        row.latencyMs(),
        row.firstTokenMs(),
        row.finishReason(),
        row.errorType(),
        row.requestId());
  }
}
