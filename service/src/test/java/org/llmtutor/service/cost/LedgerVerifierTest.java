package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.api.LedgerVerification;
import org.llmtutor.service.database.TestAddress;
import org.llmtutor.service.database.TestDatabase;

/** Each kind of damage, made by hand, is found by the check that is there for it. */
class LedgerVerifierTest {

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock(BusyLedger.START);
  private TestDatabase database;
  private BusyLedger books;

  @BeforeEach
  void fill() {
    database = new TestDatabase(directory);
    books = new BusyLedger(database, clock);
    books.fill();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void aBusyLedgerIsFine() {
    LedgerVerification report = books.verify();
    assertThat(BusyLedger.failed(report)).as(report + "").isEmpty();
    assertThat(report.rows()).isEqualTo(17);
    assertThat(report.checks())
        .filteredOn(check -> !check.status().equals("skipped"))
        .allSatisfy(check -> assertThat(check.compared()).as(check.id()).isPositive());
    assertThat(report.exposure().heldCalls()).isEqualTo(1);
    assertThat(report.exposure().heldUsd()).isEqualByComparingTo("0.01");
    assertThat(report.exposure().unknownUsd()).isEqualByComparingTo("0.01");
    assertThat(report.exposure().oldestUnknown()).isEqualTo(clock.instant());
  }

  @Test
  void anEmptyLedgerIsFine() {
    change("DELETE FROM llm_call");
    RollupTables.ALL.forEach(table -> change("DELETE FROM " + table.name()));
    change("DELETE FROM budget_window");
    LedgerVerification report = books.verify();
    assertThat(BusyLedger.failed(report)).isEmpty();
    assertThat(report.exposure().heldCalls()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ledger/rollups | UPDATE usage_daily SET cost_nanos = cost_nanos + 1000000000"
            + " WHERE learner_id = 'learner-0' AND usage_day = '2026-11-30' AND class_code = ''"
            + " | 1",
        "ledger/rollups | UPDATE usage_daily SET calls = calls + 1 WHERE learner_id = 'learner-0'"
            + " AND usage_day = '2026-11-30' | 0",
        "ledger/rollups | UPDATE usage_daily SET reasoning_tokens = 0 WHERE reasoning_tokens IS"
            + " NULL | 0",
        "ledger/rollups | UPDATE usage_daily SET estimated_nanos = 0 | 0",
        "ledger/rollups | DELETE FROM usage_daily WHERE learner_id = 'learner-0' | ",
        "ledger/rollups | UPDATE usage_group_daily SET cost_nanos = cost_nanos + 1000000000"
            + " WHERE usage_day = '2026-11-30' AND class_code = '' | 1",
        "ledger/rollups | UPDATE usage_learner_daily SET calls = calls + 1"
            + " WHERE usage_day = '2026-11-30' | 0",
        "ledger/rollups | UPDATE usage_learner_daily SET reasoning_tokens = 0"
            + " WHERE reasoning_tokens IS NULL | 0",
        "ledger/rollups | UPDATE usage_monthly SET cost_nanos = cost_nanos + 1000000000"
            + " WHERE usage_month = '2026-11' AND class_code = '' AND learner_id = 'learner-1'"
            + " | 1",
        "ledger/rollups | UPDATE usage_monthly SET replies = replies + 1"
            + " WHERE usage_month = '2026-12' | 0",
        "ledger/rollups | DELETE FROM usage_monthly WHERE learner_id = 'learner-0' | ",
        "ledger/rollups | UPDATE usage_exercise_monthly SET exercise_id = 'ghost'"
            + " WHERE usage_month = '2026-11' AND class_code = '' | 0",
        "ledger/rollups | UPDATE usage_exercise_monthly SET known_learners = 4"
            + " WHERE usage_month = '2026-11' | ",
        "ledger/rollups | UPDATE usage_group_daily SET learners = 'learner-0 learner-1 ghost '"
            + " WHERE usage_day = '2026-11-30' AND class_code = '7b' | ",
        "ledger/rollups | UPDATE usage_group_daily SET learners = REPLACE(learners,"
            + " 'learner-0 ', 'learner-0 ghost ') WHERE usage_day = '2026-12-01' | ",
        "ledger/rollups | UPDATE usage_daily SET exercise_id = 'ghost' WHERE learner_id ="
            + " 'learner-1' | ",
        "ledger/windows | UPDATE budget_window SET spent_nanos = spent_nanos + 2000000000"
            + " WHERE scope = 'learner' AND scope_id = 'learner-1' AND period = 'monthly'"
            + " AND window_start = '2026-11-01' AND model = '' | 2",
        "ledger/windows | UPDATE budget_window SET held_nanos = held_nanos + 3000000000"
            + " WHERE scope = 'platform' AND period = 'daily' AND window_start = '2026-12-01'"
            + " AND model = 'gpt-4o-mini' | 3",
        "ledger/windows | DELETE FROM budget_window WHERE scope = 'class' AND period = 'daily' | ",
        "ledger/states | UPDATE llm_call SET settled_at = NULL WHERE idempotency_key = 'key-0' | 0",
        "ledger/states | UPDATE llm_call SET cost_nanos = 5 WHERE state = 'released' | ",
        "ledger/states | UPDATE llm_call SET settled_at = NULL WHERE state = 'unknown' | 0",
        "ledger/states | UPDATE llm_call SET lease_until = 5 WHERE state = 'held' | 0.01",
        "ledger/keys | UPDATE llm_call SET idempotency_key = 'key-0' WHERE idempotency_key ="
            + " 'key-3' | ",
        "ledger/days | UPDATE llm_call SET started_at = started_at - 400000000 WHERE"
            + " idempotency_key = 'key-1' | 0",
      })
  void damageIsFoundByItsCheck(String id, String damage, String dollars) {
    assertThat(change(damage)).isPositive();
    LedgerVerification report = books.verify();
    LedgerVerification.Check check = BusyLedger.check(report, id);
    assertThat(check.status()).as(report + "").isEqualTo("problem");
    assertThat(check.problems()).isPositive();
    assertThat(check.findings()).isNotEmpty().hasSizeLessThanOrEqualTo(3);
    assertThat(BusyLedger.failed(report)).as("no other check").containsExactly(id + " problem");
    if (dollars != null) {
      assertThat(check.differenceUsd()).isEqualByComparingTo(dollars);
    }
  }

  @Test
  void aCostThatWasChangedIsFoundByPricesRollupsAndWindows() {
    change("UPDATE llm_call SET cost_nanos = cost_nanos + 1 WHERE idempotency_key = 'key-0'");
    LedgerVerification report = books.verify();
    assertThat(BusyLedger.failed(report))
        .containsExactly(
            "ledger/rollups problem", "ledger/windows problem", "ledger/prices problem");
    assertThat(BusyLedger.check(report, "ledger/prices").findings().get(0).problem())
        .startsWith("cost $0.0000")
        .contains("openai/gpt-4o-mini@start", " makes it $");
  }

  @Test
  void aRowThatIsGoneIsFound() {
    change("DELETE FROM llm_call WHERE idempotency_key = 'key-0'");
    assertThat(BusyLedger.failed(books.verify()))
        .containsExactly("ledger/rollups problem", "ledger/windows problem");
  }

  @Test
  void aCountBelowZeroIsFoundWhereTheDatabaseLetItIn() {
    assumeFalse(TestAddress.isPostgres(), "of a file, which PostgreSQL has not");
    change("PRAGMA ignore_check_constraints = ON");
    change("UPDATE llm_call SET input_tokens = -5 WHERE idempotency_key = 'key-0'");
    change("PRAGMA ignore_check_constraints = OFF");
    LedgerVerification report = books.verify();
    assertThat(BusyLedger.check(report, "ledger/states").problems()).isEqualTo(1);
    assertThat(BusyLedger.check(report, "ledger/prices").findings().get(0).problem())
        .contains("token counts");
    assertThat(BusyLedger.check(report, "database/files").findings().get(0).problem())
        .as("the database knows its own constraints")
        .contains("CHECK constraint failed");
  }

  @Test
  void aPriceThatIsNotInTheBookAnyMoreIsAWarningWithTheNumberOfItsRows() {
    change("UPDATE llm_call SET price_id = 'openai/gone@start' WHERE idempotency_key = 'key-0'");
    LedgerVerification.Check check = BusyLedger.check(books.verify(), "ledger/prices");
    assertThat(check.status()).isEqualTo("warning");
    assertThat(check.findings().get(0).subject()).isEqualTo("openai/gone@start");
    assertThat(check.findings().get(0).problem()).startsWith("1 row was booked");
  }

  @Test
  void aRowOnTheDayBesideItsOwnIsAWarningBecauseTheZoneMayHaveBeenAnother() {
    change(
        "UPDATE llm_call SET started_at = started_at - 86400000 WHERE idempotency_key = 'key-1'");
    assertThat(BusyLedger.failed(books.verify())).containsExactly("ledger/days warning");
  }

  @Test
  void windowsThatBeganBeforeTheRangeAreLeftOutAndTold() {
    change("UPDATE budget_window SET spent_nanos = 1 WHERE period = 'monthly'");
    LedgerVerification report =
        books.verify(BusyLedger.FIRST_DAY, BusyLedger.FIRST_DAY.plusDays(1));
    LedgerVerification.Check check = BusyLedger.check(report, "ledger/windows");
    assertThat(check.status()).isEqualTo("ok");
    assertThat(check.note())
        .isEqualTo(
            "windows that began before the range are left out: monthly ones from 2026-11-01");
  }

  @Test
  void everyProblemIsCountedAndTheFirstAreShown() {
    change("UPDATE llm_call SET settled_at = NULL WHERE state = 'settled'");
    LedgerVerification.Check check = BusyLedger.check(books.verify(), "ledger/states");
    assertThat(check.problems()).isEqualTo(14);
    assertThat(check.findings()).hasSize(3);
  }

  @Test
  void aHoldMayWaitForTheNextSweep() {
    clock.advance(BusyLedger.LEASE.plusSeconds(50));
    assertThat(BusyLedger.failed(books.verify())).isEmpty();
    clock.advance(Duration.ofSeconds(20));
    assertThat(BusyLedger.failed(books.verify())).containsExactly("ledger/states problem");
  }

  @Test
  void progressIsToldByDay() {
    List<String> told = new ArrayList<>();
    BusyLedger.verifier(database, books.config(), clock)
        .verify(
            BusyLedger.FIRST_DAY,
            BusyLedger.FIRST_DAY.plusDays(2),
            (day, days, rows) -> told.add(day + " " + days + " " + rows));
    assertThat(told).containsExactly("2026-11-30 1 7", "2026-12-01 2 17");
  }

  @Test
  void writesGoOnWhileTheBooksAreVerifiedAndAreNotSeen() {
    LedgerVerification report =
        BusyLedger.verifier(database, books.config(), clock)
            .verify(
                BusyLedger.FIRST_DAY,
                BusyLedger.FIRST_DAY.plusDays(2),
                (day, days, rows) -> books.hold("late", "", null));
    assertThat(report.rows()).isEqualTo(17);
    assertThat(report.exposure().heldCalls()).isEqualTo(1);
    assertThat(books.verify().exposure().heldCalls()).isEqualTo(3);
  }

  /** Fault 4. */
  @Test
  void aFlippedByteInTheMiddleOfTheFileIsFound() throws IOException {
    assumeFalse(TestAddress.isPostgres(), "of a file, which PostgreSQL has not");
    database.close();
    flipAnIndexedText(directory.resolve("test.db"));
    database = new TestDatabase(directory);
    LedgerVerification report = new BusyLedger(database, clock).verify();
    LedgerVerification.Check files = BusyLedger.check(report, "database/files");
    assertThat(files.status()).isEqualTo("problem");
    assertThat(files.findings()).isNotEmpty();
    assertThat(files.remedy()).contains("restore a backup");
  }

  /** One byte of a learner's id, in the table or in an index: the other one does not have it. */
  private static void flipAnIndexedText(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] all = new byte[(int) bytes.length()];
      bytes.readFully(all);
      String text = new String(all, java.nio.charset.StandardCharsets.ISO_8859_1);
      int at = text.lastIndexOf("r-key-5");
      assertThat(at).isPositive();
      bytes.seek(at + 6);
      bytes.write('x');
    }
  }

  private int change(String sql) {
    return database.write(handle -> handle.execute("/* test.change */ " + sql));
  }
}
