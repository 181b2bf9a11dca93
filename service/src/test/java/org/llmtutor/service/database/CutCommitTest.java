package org.llmtutor.service.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.client.CollectorRegistry;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.llmtutor.service.telemetry.Metrics;

/** Fault 8: the connection is cut during COMMIT. */
@Tag("fault-08")
class CutCommitTest {

  private final AtomicInteger runs = new AtomicInteger();
  private CutConnections connections;
  private JdbiDatabase database;

  @BeforeEach
  void open() throws IOException {
    connections = new CutConnections(PostgresServer.port());
    String url =
        PostgresServer.migrated()
                .replace(":" + PostgresServer.port() + "/", ":" + connections.port() + "/")
            // Else the driver names the statement COMMIT, and repeats the name alone.
            + "&prepareThreshold=0";
    database =
        JdbiDatabase.open(
            DatabaseConfig.at(url), new Metrics(new CollectorRegistry()), new MetricRegistry());
    add("first");
  }

  @AfterEach
  void close() {
    database.stop();
    connections.close();
  }

  @Test
  void whatTheServerNeverHeardOfRunsAgainAndLeavesOneRow() {
    connections.cutAtCommit(CutConnections.When.BEFORE_THE_SERVER_HEARS_IT);
    runs.set(0);
    add("second");
    assertThat(connections.cuts()).isEqualTo(1);
    assertThat(runs).hasValue(2);
    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void whatTheServerCommittedDoesNotRunAgainAndLeavesOneRow() {
    connections.cutAtCommit(CutConnections.When.BEFORE_THE_CLIENT_HEARS_THE_ANSWER);
    runs.set(0);
    add("second");
    assertThat(connections.cuts()).isEqualTo(1);
    assertThat(runs).hasValue(1);
    assertThat(rows()).isEqualTo(2);
  }

  /** Without a key that would refuse a second row of the same title. */
  private void add(String title) {
    int unused =
        database.write(
            handle ->
                handle.execute(
                    "/* test.add */ INSERT INTO class (code, title, created_at) VALUES (?, ?, 0)",
                    title + runs.incrementAndGet(),
                    title));
  }

  private long rows() {
    return database.read(
        h -> h.createQuery("/* test.rows */ SELECT COUNT(*) FROM class").mapTo(Long.class).one());
  }
}
