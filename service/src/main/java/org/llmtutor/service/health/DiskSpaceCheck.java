package org.llmtutor.service.health;

import com.codahale.metrics.health.HealthCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fails when the file system of the data directory has too little free space. */
public final class DiskSpaceCheck extends HealthCheck {

  private final Path directory;
  private final long minFreeBytes;

  /** Checks the file system that holds {@code directory}. */
  public DiskSpaceCheck(Path directory, long minFreeBytes) {
    this.directory = directory;
    this.minFreeBytes = minFreeBytes;
  }

  @Override
  protected Result check() throws IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    String message = free / 1_048_576 + " MiB free";
    return free >= minFreeBytes
        ? Result.healthy(message)
        : Result.unhealthy(message + ", at least " + minFreeBytes / 1_048_576 + " MiB are needed");
  }
}
