package org.llmtutor.service.cost;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.llmtutor.api.LedgerImport;
import org.llmtutor.api.LedgerRow;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.http.ApiException;

/**
 * Adds rows of an export to the ledger, with the rollups and the budget windows they belong to in
 * the same transaction. A row that is there already is left alone, so that sending a batch again
 * changes nothing. Safe for concurrent use.
 */
final class LedgerImporter {

  private final Database database;
  private final int maxRows;
  private final BudgetPolicy policy;
  private final ObjectMapper json;

  LedgerImporter(
      Database database, int maxRows, CostConfig.Budgets budgets, ObjectMapper json, ZoneId zone) {
    this.database = database;
    this.maxRows = maxRows;
    this.policy = new BudgetPolicy(budgets, zone);
    this.json = json;
  }

  private record Line(long number, LedgerRow row) {}

  /**
   * Adds a batch in one transaction; what cannot be added is told by line and keeps nothing else
   * from being added.
   *
   * @param dryRun whether it is only told what would become of it
   * @throws ApiException 422 when the batch has more lines than {@code ledger.maxImportRows}
   */
  LedgerImport add(String batch, boolean dryRun) {
    List<LedgerImport.Refusal> refused = new ArrayList<>();
    List<Line> lines = read(batch, refused);
    Outcome outcome =
        dryRun
            ? database.read(handle -> foresee(handle, lines))
            : database.write(handle -> add(handle, lines));
    refused.addAll(outcome.conflicts);
    return new LedgerImport(outcome.added, outcome.skipped, refused);
  }

  private List<Line> read(String batch, List<LedgerImport.Refusal> refused) {
    List<Line> lines = new ArrayList<>();
    long number = 0;
    for (String line : Splitter.on('\n').split(batch)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      if (lines.size() + refused.size() == maxRows) {
        throw ApiException.invalid(
            "A batch has at most " + maxRows + " rows (ledger.maxImportRows). Send smaller ones.");
      }
      try {
        lines.add(new Line(number, ImportedRow.read(line, json)));
      } catch (ImportedRow.Unusable e) {
        refused.add(new LedgerImport.Refusal(number, false, String.valueOf(e.getMessage())));
      }
    }
    return lines;
  }

  private static final class Outcome {

    private long added;
    private long skipped;
    private final List<LedgerImport.Refusal> conflicts = new ArrayList<>();

    /** Whether the ledger has no row of this id; otherwise it is counted as skipped or refused. */
    boolean isNew(Line line, Optional<LedgerRow> there) {
      if (there.isEmpty()) {
        return true;
      } else if (there.get().equals(line.row())) {
        skipped++;
      } else {
        conflicts.add(
            new LedgerImport.Refusal(
                line.number(),
                true,
                "the ledger has another row with id " + line.row().id() + "; it was kept"));
      }
      return false;
    }
  }

  private static Outcome foresee(Handle handle, List<Line> lines) {
    Outcome outcome = new Outcome();
    for (Line line : lines) {
      if (outcome.isNew(line, LedgerRowDao.byId(handle, line.row().id()))) {
        outcome.added++;
      }
    }
    return outcome;
  }

  private Outcome add(Handle handle, List<Line> lines) {
    Outcome outcome = new Outcome();
    Map<RollupKey, Rollup> rollups = new LinkedHashMap<>();
    Map<BudgetWindow, BudgetDao.Balance> windows = new TreeMap<>(BudgetWindow.ORDER);
    for (Line line : lines) {
      LedgerRow row = line.row();
      if (LedgerRowDao.insert(handle, row)) {
        outcome.added++;
        if (row.state().equals("settled")) {
          rollups.merge(RollupKey.of(row), Rollup.of(row), Rollup::plus);
        }
        addToWindows(windows, row);
      } else {
        boolean unused = outcome.isNew(line, LedgerRowDao.byId(handle, row.id()));
      }
    }
    // Windows first and in order, as everything that writes to both does.
    windows.forEach((window, balance) -> BudgetDao.book(handle, window, balance));
    RollupDao.add(handle, rollups);
    return outcome;
  }

  private void addToWindows(Map<BudgetWindow, BudgetDao.Balance> windows, LedgerRow row) {
    BudgetDao.Balance balance =
        switch (row.state()) {
          case "settled" ->
              new BudgetDao.Balance(
                  new Usd(row.costNanos() == null ? 0 : row.costNanos()), Usd.ZERO);
          case "held", "unknown" -> new BudgetDao.Balance(Usd.ZERO, new Usd(row.heldNanos()));
          default -> BudgetDao.Balance.EMPTY;
        };
    LocalDate day = LocalDate.parse(row.usageDay());
    for (BudgetWindow window :
        policy.windows(row.classCode(), row.learnerId(), row.model(), day, Map.of())) {
      windows.merge(window, balance, BudgetDao.Balance::plus);
    }
  }
}
