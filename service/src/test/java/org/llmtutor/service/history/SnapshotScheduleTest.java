package org.llmtutor.service.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.history.TestHistory.at;
import static org.llmtutor.service.history.TestHistory.named;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SnapshotScheduleTest {

  private static final Clock CLOCK = Clock.fixed(at(1), ZoneOffset.UTC);

  @TempDir private Path directory;

  private Path path() {
    return directory.resolve("history.snapshot");
  }

  @Test
  void whatIsThereWhenItStopsIsThereWhenItStarts() throws Exception {
    TestHistory history = new TestHistory();
    SnapshotSchedule schedule = schedule(history, "10s", new SnapshotFile(path(), history.store));
    schedule.start();
    history.append(named("a"), 0, 7);
    schedule.stop();

    TestHistory next = new TestHistory();
    schedule = schedule(next, "10s", new SnapshotFile(path(), next.store));
    schedule.start();
    schedule.stop();
    assertThat(next.values("a")).containsExactly(7.0);
  }

  /** A real disk cannot be made to hang here, so the channel says what one that hangs does. */
  @Test
  @Timeout(60)
  void aDiskThatHangsHoldsUpTheStopUntilTheDeadlineAlone() throws Exception {
    TestHistory history = new TestHistory();
    CountDownLatch interrupted = new CountDownLatch(1);
    SnapshotFile file =
        new SnapshotFile(path(), history.store, 1, channel -> new Hanging(interrupted));
    SnapshotSchedule schedule = schedule(history, "50ms", file);
    schedule.start();
    schedule.stop();
    interrupted.await();
    assertThat(path()).doesNotExist();
  }

  private static SnapshotSchedule schedule(
      TestHistory history, String deadline, SnapshotFile file) {
    HistoryConfig config =
        HistoryConfig.of(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            io.dropwizard.util.Duration.parse(deadline),
            null,
            null);
    assertThat(history.store.seriesCount()).isZero();
    return new SnapshotSchedule(file, config, CLOCK);
  }

  private record Hanging(CountDownLatch interrupted) implements WritableByteChannel {

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      try {
        Thread.sleep(Duration.ofHours(1).toMillis());
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw new InterruptedIOException("interrupted");
      }
      return 0;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
