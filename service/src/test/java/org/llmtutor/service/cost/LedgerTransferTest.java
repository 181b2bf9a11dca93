package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.api.CostReport;
import org.llmtutor.api.LedgerImport;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.http.ApiException;

/** A ledger goes out as lines and comes back as it was. */
class LedgerTransferTest {

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock(BusyLedger.START);
  private TestDatabase source;
  private TestDatabase target;
  private BusyLedger books;

  @BeforeEach
  void fill() throws IOException {
    source = new TestDatabase(Files.createDirectory(directory.resolve("source")));
    target = new TestDatabase(Files.createDirectory(directory.resolve("target")));
    books = new BusyLedger(source, clock);
    books.fill();
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void whatIsImportedIntoAnEmptyDatabaseReportsTheSameAndVerifies() throws IOException {
    List<String> lines = export(source, false);
    List<String> rows = lines.subList(1, lines.size() - 1);
    LedgerImport first = importer(10).add(String.join("\n", rows.subList(0, 10)) + "\n", false);
    LedgerImport second = importer(10).add(String.join("\n", rows.subList(10, 17)), false);
    assertThat(first.added() + second.added()).isEqualTo(17);
    assertThat(first.refused()).isEmpty();
    List<Dimension> by =
        List.of(Dimension.DAY, Dimension.LEARNER, Dimension.CLASS, Dimension.EXERCISE);
    assertThat(report(target, by)).usingRecursiveComparison().isEqualTo(report(source, by));
    assertThat(BusyLedger.failed(new BusyLedger(target, clock).verify())).isEmpty();
    assertThat(dump(target)).isEqualTo(dump(source));
    assertThat(export(target, false).subList(1, 19)).isEqualTo(lines.subList(1, 19));
  }

  private CostReport report(TestDatabase database, List<Dimension> by) {
    return new CostReports(database, books.config(), clock, BusyLedger.ZONE)
        .report(BusyLedger.FIRST_DAY, BusyLedger.FIRST_DAY.plusDays(2), by, null);
  }

  /** Rows, sums and windows that have something in them. */
  private static List<String> dump(TestDatabase database) {
    List<String> all = new ArrayList<>();
    for (String query :
        List.of(
            "SELECT * FROM llm_call ORDER BY id",
            "SELECT * FROM usage_daily ORDER BY 1, 2, 3, 4, 5, 6, 7",
            "SELECT * FROM usage_group_daily ORDER BY 1, 2, 3, 4, 5",
            "SELECT * FROM usage_learner_daily ORDER BY 1, 2, 3",
            "SELECT * FROM usage_monthly ORDER BY 1, 2, 3, 4, 5, 6",
            "SELECT * FROM usage_exercise_monthly ORDER BY 1, 2, 3, 4, 5, 6",
            "SELECT * FROM budget_window WHERE spent_nanos + held_nanos > 0"
                + " ORDER BY scope, scope_id, period, window_start, model")) {
      database
          .read(handle -> handle.createQuery(query).mapToMap().list())
          .forEach(
              row -> {
                // Which of them a sum knows, and in which order, follows the order of calls.
                row.remove("learners");
                all.add(row.toString());
              });
    }
    return all;
  }

  @Test
  void anImportThatIsSentAgainChangesNothing() throws IOException {
    String rows = rows(source);
    assertThat(importer(200).add(rows, false).added()).isEqualTo(17);
    List<String> before = dump(target);
    LedgerImport again = importer(200).add(rows, false);
    assertThat(again.added()).isZero();
    assertThat(again.skipped()).isEqualTo(17);
    assertThat(again.refused()).isEmpty();
    assertThat(dump(target)).isEqualTo(before);
  }

  @Test
  void anotherRowOfTheSameIdIsAConflictAndIsKept() throws IOException {
    String rows = rows(source);
    importer(200).add(rows, false);
    List<String> before = dump(target);
    String other = rows.lines().findFirst().orElseThrow().replace("\"7b\"", "\"8a\"");
    LedgerImport result = importer(200).add("\n" + other, false);
    assertThat(result.added() + result.skipped()).isZero();
    assertThat(result.refused()).hasSize(1);
    assertThat(result.refused().get(0).conflict()).isTrue();
    assertThat(result.refused().get(0).line()).isEqualTo(2);
    assertThat(dump(target)).isEqualTo(before);
  }

  @Test
  void aBadLineIsToldByItsNumberAndTheOthersAreAdded() throws IOException {
    List<String> rows = new ArrayList<>(rows(source).lines().toList());
    rows.set(1, rows.get(1).substring(0, 40));
    rows.set(3, rows.get(3).replace("\"settled\"", "\"maybe\""));
    LedgerImport result = importer(200).add(String.join("\n", rows), false);
    assertThat(result.added()).isEqualTo(15);
    assertThat(result.refused()).extracting(LedgerImport.Refusal::line).containsExactly(2L, 4L);
    assertThat(result.refused().get(0).problem()).startsWith("is no row: not the JSON of one");
    assertThat(BusyLedger.failed(new BusyLedger(target, clock).verify())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"attempt\":1 | \"attempt\":0 | attempt is not",
        "\"learner-0\" | \"learner 0\" | learner_id has a blank",
        "\"feature\":\"chat\" | \"feature\":null | lacks a field",
        "\"cost_basis\":\"computed\" | \"cost_basis\":\"guessed\" | cost_basis is none of",
        "\"input\":100 | \"input\":-1 | count is negative",
        "\"usage_day\":\"2026-11-30\" | \"usage_day\":\"30.11.2026\" | usage_day is no date",
        "\"feature\":\"chat\" | \"feature\":\"chat\",\"speed\":\"fast\" | does not know",
        "\"state\":\"settled\" | \"state\":\"held\" | is not settled and has a cost",
        "\"held_nanos\":10000000 | \"held_nanos\":-1 | held_nanos is negative"
      })
  void aRowThatTheLedgerWouldNotWriteIsRefused(String was, String is, String problem)
      throws IOException {
    String row = rows(source).lines().findFirst().orElseThrow();
    assertThat(row).contains(was);
    LedgerImport result = importer(200).add(row.replace(was, is), false);
    assertThat(result.added()).isZero();
    assertThat(result.refused().get(0).problem()).contains(problem);
  }

  @Test
  void aDryRunTellsAndChangesNothing() throws IOException {
    LedgerImport result = importer(200).add(rows(source), true);
    assertThat(result.added()).isEqualTo(17);
    assertThat(dump(target)).isEmpty();
  }

  @Test
  void aBatchHasABound() throws IOException {
    String rows = rows(source);
    assertThatThrownBy(() -> importer(16).add(rows, false))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("at most 16 rows (ledger.maxImportRows)");
  }

  @Test
  void theTrailerHasTheSumsOfTheRows() throws IOException {
    List<String> lines = export(source, false);
    assertThat(lines.get(0))
        .contains(
            "\"schema\":\"llm-tutor-ledger\"", "\"version\":1", "\"zone\":\"Pacific/Auckland\"");
    assertThat(JSON.readTree(lines.get(18)).at("/trailer/rows").asLong()).isEqualTo(17);
    long cost =
        source.read(
            handle ->
                handle
                    .createQuery("/* test.sum */ SELECT SUM(cost_nanos) FROM llm_call")
                    .mapTo(Long.class)
                    .one());
    assertThat(JSON.readTree(lines.get(18)).at("/trailer/cost_nanos").asLong()).isEqualTo(cost);
  }

  @Test
  void anExportForOthersNamesNobody() throws IOException {
    List<String> lines = export(source, true);
    assertThat(String.join("\n", lines))
        .doesNotContain("learner-0", "key-1", "r-key", "\"c1\"")
        .contains(Learner.pseudonym("learner-0"), "\"pseudonymous\":true");
  }

  private List<String> export(TestDatabase database, boolean pseudonymous) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    LedgerRange range =
        new LedgerRange(BusyLedger.FIRST_DAY.minusDays(3), BusyLedger.FIRST_DAY.plusDays(2));
    new LedgerExport(database, 4, JSON, clock, BusyLedger.ZONE).write(range, pseudonymous, out);
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private String rows(TestDatabase database) throws IOException {
    List<String> lines = export(database, false);
    return String.join("\n", lines.subList(1, lines.size() - 1));
  }

  private LedgerImporter importer(int maxRows) {
    return new LedgerImporter(target, maxRows, books.config().budgets(), JSON, BusyLedger.ZONE);
  }
}
