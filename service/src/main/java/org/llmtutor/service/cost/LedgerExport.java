package org.llmtutor.service.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.database.Database;

/**
 * Writes ledger rows as JSON lines: a header, a row per line, and a trailer with their number and
 * sums, so that a file that was cut is known for one. Reads a page at a time and keeps no more;
 * each row is as it was when its page was read. Safe for concurrent use.
 */
final class LedgerExport {

  static final String SCHEMA = "llm-tutor-ledger";
  static final int VERSION = 1;

  private final Database database;
  private final int pageRows;
  private final ObjectMapper json;
  private final Clock clock;
  private final ZoneId zone;

  LedgerExport(Database database, int pageRows, ObjectMapper json, Clock clock, ZoneId zone) {
    this.database = database;
    this.pageRows = pageRows;
    this.json = json;
    this.clock = clock;
    this.zone = zone;
  }

  /**
   * Writes a range.
   *
   * @param pseudonymous whether learners get pseudonyms, and whatever else leads back to them is
   *     left out
   */
  void write(LedgerRange range, boolean pseudonymous, OutputStream out) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("schema", SCHEMA);
    header.put("version", VERSION);
    header.put("zone", zone.getId());
    header.put("from", range.from().toString());
    header.put("to", range.to().toString());
    header.put("pseudonymous", pseudonymous);
    header.put("exported_at", clock.instant().toString());
    line(out, Map.of("header", header));
    long rows = 0;
    long cost = 0;
    long held = 0;
    for (LocalDate day = range.from(); day.isBefore(range.to()); day = day.plusDays(1)) {
      for (List<LedgerRow> page = page(day, ""); !page.isEmpty(); page = next(day, page)) {
        for (LedgerRow row : page) {
          line(out, pseudonymous ? withoutPeople(row) : row);
          cost = Math.addExact(cost, row.costNanos() == null ? 0 : row.costNanos());
          held = Math.addExact(held, row.heldNanos());
        }
        rows += page.size();
      }
    }
    Map<String, Object> trailer = new LinkedHashMap<>();
    trailer.put("rows", rows);
    trailer.put("cost_nanos", cost);
    trailer.put("held_nanos", held);
    line(out, Map.of("trailer", trailer));
  }

  private List<LedgerRow> next(LocalDate day, List<LedgerRow> page) {
    return page.size() < pageRows ? List.of() : page(day, page.get(page.size() - 1).id());
  }

  private List<LedgerRow> page(LocalDate day, String after) {
    return database.read(handle -> LedgerRowDao.page(handle, day, after, pageRows));
  }

  private void line(OutputStream out, Object value) throws IOException {
    out.write(json.writeValueAsBytes(value));
    out.write('\n');
  }

  /** Pseudonyms for learners; no conversation, request or key, which lead back to them. */
  private static LedgerRow withoutPeople(LedgerRow row) {
    return new LedgerRow(
        row.id(),
        null,
        row.attempt(),
        Learner.pseudonym(row.learnerId()),
        row.classCode(),
        "",
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
        row.startedAt(),
        row.settledAt(),
        row.leaseUntil(),
        row.latencyMs(),
        row.firstTokenMs(),
        row.finishReason(),
        row.errorType(),
        "");
  }
}
