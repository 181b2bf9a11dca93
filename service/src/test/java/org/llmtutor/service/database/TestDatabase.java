package org.llmtutor.service.database;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.llmtutor.service.telemetry.Metrics;

/** A database with the current schema, for a folder of the test; see {@link TestAddress}. */
public final class TestDatabase implements Database, AutoCloseable {

  private final JdbiDatabase database;

  /** Opens a new file in {@code folder}. */
  public TestDatabase(Path folder) {
    DatabaseConfig config = DatabaseConfig.at(TestAddress.in(folder, "test"));
    Metrics metrics = new Metrics(new CollectorRegistry());
    database = JdbiDatabase.open(config, metrics, new MetricRegistry());
    new Migrations(config).apply();
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    return database.read(work);
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    return database.write(work);
  }

  @Override
  public <R, T> T write(JointWork<R, T> work, R request) {
    return database.write(work, request);
  }

  /** Writes that wait for their turn. */
  public int waitingWrites() {
    return database.waitingWrites();
  }

  @Override
  public <T> T snapshot(Function<Handle, T> work) {
    return database.snapshot(work);
  }

  @Override
  public FileReport checkFiles(Duration deadline) {
    return database.checkFiles(deadline);
  }

  @Override
  public void close() {
    database.stop();
  }
}
