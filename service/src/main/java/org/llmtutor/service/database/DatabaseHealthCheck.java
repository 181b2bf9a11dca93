package org.llmtutor.service.database;

import com.codahale.metrics.health.HealthCheck;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Handle;

/** Healthy when the database answers a read and takes a write. */
public final class DatabaseHealthCheck extends HealthCheck {

  private final Database database;

  /** Checks {@code database}. */
  public DatabaseHealthCheck(Database database) {
    this.database = database;
  }

  @Override
  protected Result check() {
    try {
      database.read(h -> h.createQuery("/* health.read */ SELECT 1").mapTo(Integer.class).one());
      int row = ThreadLocalRandom.current().nextInt(2, Integer.MAX_VALUE);
      int unused = database.write(handle -> probe(handle, row));
      return Result.healthy();
    } catch (RuntimeException e) {
      return Result.unhealthy("the database does not answer; see the log");
    }
  }

  /** A row of its own: one that all instances share would make their batches wait for another. */
  private static int probe(Handle handle, int row) {
    return handle.execute(
            "/* health.insert */ INSERT INTO health_probe (id, beat) VALUES (?, 0)", row)
        + handle.execute("/* health.delete */ DELETE FROM health_probe WHERE id = ?", row);
  }
}
