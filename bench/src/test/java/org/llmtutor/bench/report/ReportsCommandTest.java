package org.llmtutor.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ReportsCommandTest {

  @TempDir Path folder;

  @Test
  void aSmallLedgerIsFilledConsistentlyAndReportedOn() {
    Path file = folder.resolve("small.db");
    StringWriter out = new StringWriter();

    CommandLine command = new CommandLine(new ReportsCommand()).setOut(new PrintWriter(out));
    int code =
        command.execute(
            "--database=" + file, "--calls=40000", "--learners=60", "--days=40", "--runs=1");

    assertThat(code).as(out.toString()).isLessThan(2);
    assertThat(out.toString()).contains("learner top 20", "forecast");
    Jdbi jdbi = Jdbi.create("jdbc:sqlite:" + file);
    long settled = sum(jdbi, "COUNT(*) FROM llm_call WHERE state = 'settled'");
    assertThat(settled).isBetween(39_000L, 40_000L);
    for (String table :
        new String[] {
          "usage_daily",
          "usage_group_daily",
          "usage_learner_daily",
          "usage_monthly",
          "usage_exercise_monthly"
        }) {
      assertThat(sum(jdbi, "SUM(calls) FROM " + table)).as(table).isEqualTo(settled);
    }
  }

  private static long sum(Jdbi jdbi, String what) {
    return jdbi.withHandle(handle -> handle.createQuery("SELECT " + what).mapTo(Long.class).one());
  }
}
