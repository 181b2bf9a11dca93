package org.llmtutor.service.database;

import com.codahale.metrics.health.HealthCheck;

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
      database.write(
          h ->
              h.createUpdate("/* health.write */ UPDATE health_probe SET beat = beat + 1")
                  .execute());
      return Result.healthy();
    } catch (RuntimeException e) {
      return Result.unhealthy("the database does not answer; see the log");
    }
  }
}
