package org.llmtutor.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;

/** The history in the whole service. */
class HistoryInServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String DAMAGED = "history_snapshot_damaged_blocks_total";

  @TempDir private Path directory;

  private Path snapshot() {
    return directory.resolve("history.snapshot");
  }

  @Test
  void aRestartKeepsTheHistory() throws IOException {
    double before;
    try (TestTutor tutor = TestTutor.start(directory, "history.interval=100ms")) {
      awaitSamples(tutor, 5_000);
      before = tutor.metric("history_samples ");
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(snapshot())))
        .isEqualTo("rw-------");
    try (TestTutor tutor = TestTutor.start(directory, "history.interval=6h")) {
      assertThat(tutor.metric("history_samples ")).isGreaterThanOrEqualTo(before);
      assertThat(tutor.metric("history_series ")).isGreaterThan(300);
      assertThat(tutor.metric(DAMAGED)).isZero();
    }
  }

  @Test
  void snapshotsAreWrittenWhileItRuns() throws InterruptedException {
    try (TestTutor tutor =
        TestTutor.start(directory, "history.interval=100ms", "history.snapshotInterval=100ms")) {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (tutor.metric("history_snapshots_total{outcome=\"written\"") < 2) {
        assertThat(Instant.now()).isBefore(deadline);
        Thread.sleep(20);
      }
      assertThat(snapshot()).exists();
    }
  }

  @Test
  void aSnapshotOfNonsenseDoesNotStopTheStart() throws IOException {
    Files.writeString(snapshot(), "nonsense");
    try (TestTutor tutor = TestTutor.start(directory)) {
      assertThat(tutor.get("/health", "").status()).isEqualTo(200);
      assertThat(tutor.metric(DAMAGED)).isEqualTo(1);
    }
  }

  @Test
  void whenSwitchedOffNothingRuns() {
    try (TestTutor tutor = TestTutor.start(directory, "history.enabled=false")) {
      assertThat(tutor.get("/metrics", "").body()).doesNotContain("history_");
      assertThat(Thread.getAllStackTraces().keySet())
          .noneMatch(thread -> thread.getName().startsWith("history-"));
    }
    assertThat(snapshot()).doesNotExist();
  }

  @Test
  void withoutSnapshotsNoFileIsWritten() {
    try (TestTutor tutor =
        TestTutor.start(directory, "history.interval=100ms", "history.snapshots=false")) {
      awaitSamples(tutor, 1);
    }
    assertThat(snapshot()).doesNotExist();
  }

  private static void awaitSamples(TestTutor tutor, double count) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (tutor.metric("history_samples ") < count) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }
}
