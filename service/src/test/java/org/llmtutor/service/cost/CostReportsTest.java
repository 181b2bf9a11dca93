package org.llmtutor.service.cost;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.api.CostReport;

class CostReportsTest {

  @TempDir Path folder;
  private TestBook book;

  @BeforeEach
  void open() {
    book = new TestBook(folder, "2026-10-26T12:00:00Z", "Europe/Zurich");
  }

  @AfterEach
  void close() {
    book.close();
  }

  private static List<String> rows(CostReport report) {
    return report.rows().stream()
        .map(row -> String.join(" ", row.key().values()) + " " + row.costUsd().toPlainString())
        .toList();
  }

  private CostReport shown(int days, @Nullable CostUnit unit, Dimension... by) {
    return book.report(new Question(book.days(days), List.of(by), null, null, unit, false, false));
  }

  private CostReport compared(Dimension... by) {
    Days days = book.days(7);
    return book.report(new Question(days, List.of(by), null, days.previous(), null, false, true));
  }

  private void someClasses() {
    book.call("ada", "7b", "0.01").call("bob", "7b", "0.02").call("ada", "", "0.04");
    book.at("2026-11-02T12:00:00Z").model("claude").call("ada", "7b", "0.08");
    book.at("2026-11-23T12:00:00Z").exercise("maps-hard").call("cid", "8a", "0.16");
    book.unknown("cid", "8a", "0.5");
  }

  @Test
  void everyTableOfSumsHoldsTheSame() {
    someClasses();
    List<List<Dimension>> groupings =
        List.of(
            List.of(),
            List.of(Dimension.MONTH),
            List.of(Dimension.LEARNER),
            List.of(Dimension.CLASS, Dimension.LEARNER),
            List.of(Dimension.DAY, Dimension.LEARNER),
            List.of(Dimension.EXERCISE),
            List.of(Dimension.WEEK, Dimension.MODEL, Dimension.CLASS));
    for (int days = 1; days < 120; days += 7) {
      BigDecimal total = book.report(days, Dimension.EXERCISE).total().costUsd();
      for (List<Dimension> by : groupings) {
        CostReport report = book.report(Question.of(book.days(days), by));
        assertThat(report.total().costUsd()).as("%s of %d days", by, days).isEqualTo(total);
      }
    }
    assertThat(book.report(120).total().costUsd()).isEqualByComparingTo("0.31");
  }

  @Test
  void weeksAreThoseOfTheIsoCalendar() {
    someClasses();
    book.at("2027-01-01T12:00:00Z").call("ada", "", "0.32");
    assertThat(rows(book.report(120, Dimension.WEEK)))
        .containsExactly("2026-W44 0.07", "2026-W45 0.08", "2026-W48 0.16", "2026-W53 0.32");
    assertThat(rows(book.report(120, Dimension.MONTH)))
        .containsExactly("2026-10 0.07", "2026-11 0.24", "2027-01 0.32");
  }

  @Test
  void rowsAreFoundInPairsAndTriples() {
    someClasses();
    assertThat(rows(book.report(60, Dimension.MODEL, Dimension.CLASS, Dimension.MONTH)))
        .containsExactly(
            "claude 8a 2026-11 0.16",
            "claude 7b 2026-11 0.08",
            "gpt-4o-mini  2026-10 0.04",
            "gpt-4o-mini 7b 2026-10 0.03");
  }

  @Test
  void theTotalSaysWhatItRestsOn() {
    book.call("ada", "7b", "0.01", Settlement.PROVIDER, true);
    book.call("ada", "7b", "0.02", Settlement.COMPUTED, true);
    book.call("ada", "7b", "0.04", Settlement.ESTIMATED, false);
    book.unknown("ada", "7b", "0.08");
    assertThat(book.report(1, Dimension.MODEL).total().completeness())
        .isEqualTo(
            new CostReport.Completeness(part("0.01"), part("0.02"), part("0.04"), part("0.08")));
  }

  private static CostReport.Part part(String usd) {
    return new CostReport.Part(1, new BigDecimal(usd));
  }

  @Test
  void aComparisonTellsChangesAndWhatIsNewAndGone() {
    book.at("2026-11-09T12:00:00Z").model("kept").call("ada", "", "0.08");
    book.model("left").call("ada", "", "0.01");
    book.at("2026-11-16T12:00:00Z").model("kept").call("ada", "", "0.1");
    book.model("joined").call("ada", "", "0.03");
    CostReport report = compared(Dimension.MODEL);
    assertThat(report.compare()).isNotNull();
    assertThat(report.rows())
        .extracting(row -> row.key().get("model"), CostReport.Row::previous)
        .containsExactly(
            tuple("kept", before(1, "0.08", "0.02", "0.2500", null)),
            tuple("joined", before(0, "0", "0.03", null, "new")),
            tuple("left", before(1, "0.01", "-0.01", "-1.0000", "gone")));
    assertThat(report.total().previous()).isEqualTo(before(2, "0.09", "0.04", "0.4444", null));
  }

  private static CostReport.Previous before(
      long calls, String usd, String change, @Nullable String ratio, @Nullable String status) {
    return new CostReport.Previous(
        calls,
        new BigDecimal(usd),
        new BigDecimal(change),
        ratio == null ? null : new BigDecimal(ratio),
        status);
  }

  @Test
  void aHintIsAReplyThatNothingBroke() {
    book.call("ada", "7b", "0.01").call("ada", "7b", "0.03");
    book.call("ada", "7b", "0.02", Settlement.ESTIMATED, false);
    CostReport report = shown(1, CostUnit.HINT, Dimension.MODEL);
    assertThat(report.rows().get(0).unit())
        .isEqualTo(new CostReport.Unit(2L, new BigDecimal("0.030000000")));
  }

  @Test
  void aLearnerIsActiveInEachGroupWithACall() {
    book.call("ada", "7b", "0.01").call("ada", "8a", "0.01").call("bob", "8a", "0.01");
    CostReport report =
        book.report(
            new Question(
                book.days(40),
                List.of(Dimension.CLASS),
                null,
                null,
                CostUnit.LEARNER,
                false,
                true));
    assertThat(counts(report)).containsEntry("8a", 2L).containsEntry("7b", 1L);
    assertThat(report.total().unit())
        .isEqualTo(new CostReport.Unit(2L, new BigDecimal("0.015000000")));
  }

  private static Map<String, Long> counts(CostReport report) {
    return report.rows().stream()
        .collect(
            Collectors.toMap(
                row -> String.join(" ", row.key().values()),
                row -> requireNonNull(row.unit()).count()));
  }

  @Test
  void aSolvedExerciseCountsOnTheDayOfThePlatformsZone() {
    // 00:30 on the 1st in Zurich, still the 31st in UTC.
    book.at("2026-10-31T23:30:00Z").call("ada", "", "0.06");
    book.solved("ada", "loops-easy").solved("ada", "maps-easy").solved("bob", "loops-easy");
    CostReport report =
        book.report(
            new Question(
                book.days(2), List.of(Dimension.DAY), null, null, CostUnit.EXERCISE, false, true));
    assertThat(counts(report)).containsOnly(Map.entry("2026-11-01", 3L));
    assertThat(report.rows().get(0).unit())
        .isEqualTo(new CostReport.Unit(3L, new BigDecimal("0.020000000")));
  }

  @Test
  void withoutAUnitThereIsNoCostOfOne() {
    book.call("ada", "", "0.06");
    assertThat(shown(1, CostUnit.EXERCISE).total().unit()).isEqualTo(new CostReport.Unit(0L, null));
  }

  private void learners(String classCode, int count, String usd) {
    for (int i = 0; i < count; i++) {
      book.call(classCode + "-" + i, classCode, usd);
    }
  }

  @Test
  void aSmallClassIsFoldedWithAnotherAndTheTotalAddsUp() {
    learners("big", 9, "0.01");
    learners("middle", 5, "0.02");
    learners("small", 2, "0.04");
    CostReport report = shown(1, null, Dimension.CLASS);
    assertThat(rows(report)).containsExactly("(fewer than 5 learners) 0.18", "big 0.09");
    assertThat(report.rows().get(0).folded()).isEqualTo(2);
    assertThat(report.total().costUsd()).isEqualByComparingTo("0.27");
  }

  @Test
  void aSmallClassStaysFoldedInTimeAndAmongModels() {
    learners("big", 9, "0.01");
    learners("middle", 6, "0.01");
    learners("small", 2, "0.04");
    book.model("other");
    learners("big", 9, "0.01");
    assertThat(rows(shown(1, null, Dimension.MODEL, Dimension.CLASS)))
        .containsExactly(
            "gpt-4o-mini (fewer than 5 learners) 0.14", "gpt-4o-mini big 0.09", "other big 0.09");
  }

  @Test
  void aClassThatWasSmallIsNotToldByComparingIt() {
    book.at("2026-11-10T12:00:00Z");
    learners("a", 3, "0.01");
    learners("b", 9, "0.01");
    learners("c", 9, "0.01");
    book.at("2026-11-16T12:00:00Z");
    learners("a", 9, "0.01");
    learners("b", 9, "0.01");
    learners("c", 9, "0.01");
    Days days = book.days(6);
    CostReport report =
        book.report(
            new Question(
                days, List.of(Dimension.CLASS), null, days.previous(), null, false, false));
    assertThat(rows(report)).containsExactly("(fewer than 5 learners) 0.18", "c 0.09");
  }

  @Test
  void learnersOfSmallClassesAreFoldedWithThem() {
    learners("big", 6, "0.01");
    learners("small", 2, "0.05");
    learners("other", 2, "0.05");
    CostReport report = shown(1, null, Dimension.CLASS, Dimension.LEARNER);
    assertThat(report.rows().get(0).key())
        .containsEntry("class", "(fewer than 5 learners)")
        .containsEntry("learner", "(fewer than 5 learners)");
    assertThat(report.rows()).as("all six of the big class are folded too").hasSize(1);
    assertThat(report.total().costUsd()).isEqualByComparingTo("0.26");
  }

  @Test
  void anExpensiveDayIsMarkedAfterTwoWeeks() {
    for (int day = 1; day <= 20; day++) {
      book.at("2026-11-%02dT12:00:00Z".formatted(day)).call("ada", "7b", "0.10");
    }
    book.at("2026-11-21T12:00:00Z").call("ada", "7b", "0.90");
    CostReport report =
        book.report(
            new Question(book.days(1), List.of(Dimension.LEARNER), 5, null, null, true, false));
    CostReport.Trend trend = requireNonNull(report.rows().get(0).trend());
    assertThat(trend.usd()).hasSize(28);
    assertThat(trend.anomaly())
        .isEqualTo(
            new CostReport.Anomaly(
                LocalDate.of(2026, 11, 21),
                new BigDecimal("0.9"),
                new BigDecimal("0.1"),
                new BigDecimal("0.15")));
    assertThat(report.total().trend()).isEqualTo(trend);
  }
}
