package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.service.database.TestDatabase;

/** Whatever table a report reads, it tells what the calls themselves come to. */
class NarrowSumsPropertyTest {

  private static final LocalDate FIRST = LocalDate.of(2025, 12, 20);
  private static final int DAYS = 95;
  private static final int CALLS = 260;

  @TempDir Path directory;
  private TestDatabase database;

  @BeforeEach
  void open() {
    database = new TestDatabase(directory);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyReportByOneOrTwoDimensionsIsThatOfTheCalls(long seed) {
    Random random = new Random(seed);
    Map<RollupKey, Rollup> calls = book(random);
    boolean unused =
        database.read(
            handle -> {
              everyReport(handle, random, calls);
              return true;
            });
  }

  @Test
  void sumsThatAreMadeAnewAreTheSame() {
    Random random = new Random(4);
    Map<RollupKey, Rollup> calls = book(random);
    everySum();
    boolean rebuilt =
        database.write(
            handle -> {
              RollupTables.rebuild(handle);
              return true;
            });
    everySum();
    boolean unused =
        database.read(
            handle -> {
              everyReport(handle, random, calls);
              return rebuilt;
            });
  }

  /** In batches, as group commit makes them. */
  private Map<RollupKey, Rollup> book(Random random) {
    Map<RollupKey, Rollup> all = new HashMap<>();
    for (int left = CALLS; left > 0; ) {
      Map<RollupKey, Rollup> batch = new HashMap<>();
      for (int i = 1 + random.nextInt(40); i > 0 && left > 0; i--, left--) {
        batch.merge(key(random), call(random), Rollup::plus);
      }
      boolean unused =
          database.write(
              handle -> {
                RollupDao.add(handle, batch);
                return true;
              });
      batch.forEach((key, sums) -> all.merge(key, sums, Rollup::plus));
    }
    return all;
  }

  /** Half of the calls are of one class, so that some groups are large and others small. */
  private static RollupKey key(Random random) {
    boolean usual = random.nextBoolean();
    return new RollupKey(
        FIRST.plusDays(random.nextInt(DAYS)).toString(),
        "learner-" + random.nextInt(usual ? 4 : 12),
        usual ? "7b" : random.nextBoolean() ? "" : "8a",
        random.nextInt(5) == 0 ? "anthropic" : "openai",
        "model-" + random.nextInt(3),
        random.nextInt(8) == 0 ? "hint" : "chat",
        usual ? "loops" : "exercise-" + random.nextInt(6));
  }

  private static Rollup call(Random random) {
    int kind = random.nextInt(3);
    long nanos = random.nextInt(1_000_000);
    Rollup.Part none = new Rollup.Part(0, 0);
    Rollup.Part all = new Rollup.Part(1, nanos);
    TokenCounts tokens =
        new TokenCounts(
            tokens(random),
            tokens(random),
            tokens(random),
            tokens(random),
            tokens(random),
            tokens(random));
    return new Rollup(
        1, tokens, nanos, kind == 0 ? all : none, kind == 1 ? all : none, random.nextInt(2));
  }

  /** Mostly not told. */
  private static @Nullable Long tokens(Random random) {
    return random.nextInt(4) == 0 ? (long) random.nextInt(100) : null;
  }

  private void everySum() {
    for (RollupTables.Table table : RollupTables.NARROWER) {
      for (LocalDate day : new Days(FIRST, FIRST.plusDays(DAYS)).all()) {
        boolean due = table.time() == RollupTables.Time.DAY || day.getDayOfMonth() == 20;
        NarrowSums.Difference none = new NarrowSums.Difference(0, 0, 0, 0);
        assertThat(due ? database.read(handle -> NarrowSums.of(handle, table, day)) : none)
            .as("%s of %s", table.name(), day)
            .isEqualTo(none);
      }
    }
  }

  private static void everyReport(Handle handle, Random random, Map<RollupKey, Rollup> calls) {
    List<List<Dimension>> asked = new ArrayList<>(List.of(List.of()));
    for (Dimension one : Dimension.values()) {
      asked.add(List.of(one));
      for (Dimension other : Dimension.values()) {
        if (one != other) {
          asked.add(List.of(one, other));
        }
      }
    }
    LocalDate last = CostReportDao.lastDay(handle).orElseThrow();
    for (List<Dimension> by : asked) {
      Days days = days(random);
      report(handle, new Slice(by, days, days.wholeMonths(last)), calls);
    }
  }

  /** Some begin before the ledger or end after it, some lie within a month. */
  private static Days days(Random random) {
    LocalDate from = FIRST.plusDays(random.nextInt(DAYS + 20) - 20L);
    int count = random.nextBoolean() ? 1 + random.nextInt(20) : 25 + random.nextInt(100);
    return new Days(from, from.plusDays(count));
  }

  private static void report(Handle handle, Slice slice, Map<RollupKey, Rollup> calls) {
    Map<List<String>, Rollup> sums = new HashMap<>();
    Map<List<String>, Set<String>> learners = new HashMap<>();
    calls.forEach(
        (key, sum) -> {
          LocalDate day = LocalDate.parse(key.day());
          if (!day.isBefore(slice.days().from()) && day.isBefore(slice.days().to())) {
            List<String> group = slice.by().stream().map(by -> value(key, by)).toList();
            sums.merge(group, sum, Rollup::plus);
            learners.computeIfAbsent(group, unused -> new HashSet<>()).add(key.learnerId());
          }
        });

    Map<List<String>, Sums> expected = new HashMap<>();
    sums.forEach((group, sum) -> expected.put(group, sums(sum)));
    for (boolean withLearners : new boolean[] {false, true}) {
      Map<List<String>, Sums> told = new HashMap<>();
      CostReportDao.settled(handle, slice, 10_000, withLearners)
          .forEach(row -> told.put(row.key(), row.sums()));
      assertThat(told).as(slice + "").isEqualTo(expected);
    }

    Map<List<String>, Long> counted = new HashMap<>();
    CostReportDao.learners(handle, slice).forEach(row -> counted.put(row.key(), row.count()));
    Map<List<String>, Long> counts = new HashMap<>();
    learners.forEach((group, ids) -> counts.put(group, (long) ids.size()));
    assertThat(counted).as(slice + "").isEqualTo(counts);
    crowds(handle, slice, learners);
  }

  /** All of few, or any five. */
  private static void crowds(Handle handle, Slice slice, Map<List<String>, Set<String>> learners) {
    List<Cohorts.Cohort> cohorts = Crowds.read(handle, slice).cohorts();
    assertThat(cohorts)
        .as(slice + "")
        .extracting(Cohorts.Cohort::key)
        .containsExactlyInAnyOrderElementsOf(learners.keySet());
    for (Cohorts.Cohort cohort : cohorts) {
      Set<String> all = learners.getOrDefault(cohort.key(), Set.of());
      assertThat(all).as(slice + " " + cohort.key()).containsAll(cohort.learners());
      assertThat(cohort.learners()).hasSize(Math.min(all.size(), Cohorts.LEAST));
    }
  }

  private static Sums sums(Rollup sum) {
    return new Sums(
        sum.calls(),
        sum.tokens(),
        new Usd(sum.costNanos()),
        new Sums.Part(sum.told().calls(), new Usd(sum.told().nanos())),
        new Sums.Part(sum.estimated().calls(), new Usd(sum.estimated().nanos())),
        sum.replies());
  }

  private static String value(RollupKey key, Dimension by) {
    return switch (by) {
      case DAY -> key.day();
      case WEEK -> Slice.week(LocalDate.parse(key.day()));
      case MONTH -> key.day().substring(0, 7);
      case LEARNER -> key.learnerId();
      case CLASS -> key.classCode();
      case MODEL -> key.model();
      case PROVIDER -> key.provider();
      case FEATURE -> key.feature();
      case EXERCISE -> key.exerciseId();
    };
  }
}
