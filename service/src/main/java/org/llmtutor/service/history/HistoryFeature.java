package org.llmtutor.service.history;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.llmtutor.service.telemetry.Metrics;

/** Keeps the service's own recent metrics while it runs, and over a restart. */
public final class HistoryFeature {

  private final Optional<HistoryStore> store;

  private HistoryFeature(Optional<HistoryStore> store) {
    this.store = store;
  }

  /**
   * Samples what is registered in {@code metrics}, from the start of the service on.
   *
   * @param directory where the snapshot is kept unless the section says otherwise
   */
  public static HistoryFeature install(
      Environment environment, HistoryConfig config, Path directory, Metrics metrics, Clock clock) {
    if (!config.enabled()) {
      return new HistoryFeature(Optional.empty());
    }
    HistoryStore store = new HistoryStore(config, metrics);
    HistorySampler sampler =
        new HistorySampler(metrics.registry(), store, config, System::nanoTime);
    SamplingGrid grid = SamplingGrid.of(config.interval().toJavaDuration());
    environment.lifecycle().manage(snapshots(config, directory, store, clock));
    environment.lifecycle().manage(new SamplingSchedule(sampler, store, grid, clock));
    return new HistoryFeature(Optional.of(store));
  }

  private static Managed snapshots(
      HistoryConfig config, Path directory, HistoryStore store, Clock clock) {
    if (!config.snapshots()) {
      return new Managed() {};
    }
    return new SnapshotSchedule(
        new SnapshotFile(config.snapshotIn(directory), store), config, clock);
  }

  /** The samples; absent when {@code history.enabled} is false. */
  public Optional<HistoryStore> store() {
    return store;
  }
}
