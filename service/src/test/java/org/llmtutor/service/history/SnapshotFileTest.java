package org.llmtutor.service.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmtutor.service.history.TestHistory.at;
import static org.llmtutor.service.history.TestHistory.named;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.promql.model.Series;
import org.llmtutor.service.history.chunk.OpenChunk;

class SnapshotFileTest {

  private static final int SAMPLES = OpenChunk.CAPACITY + 10;

  @TempDir private Path directory;
  private final TestHistory history = new TestHistory();

  private Path path() {
    return directory.resolve("history.snapshot");
  }

  private SnapshotFile file(TestHistory of) {
    return new SnapshotFile(path(), of.store);
  }

  private void fill(int series) {
    for (int i = 0; i < SAMPLES; i++) {
      for (int k = 0; k < series; k++) {
        history.append(named("requests_total", "route", "/é🎓" + k), i, i * k * 1.1);
      }
    }
  }

  private TestHistory restored() {
    TestHistory next = new TestHistory();
    file(next).restore(at(SAMPLES), at(-10).toEpochMilli());
    return next;
  }

  private static List<String> text(TestHistory history) {
    return history.all().stream()
        .map(series -> series.labels() + " " + TestHistory.values(series))
        .toList();
  }

  @Test
  void whatWasWrittenIsRestored() {
    fill(5);
    assertThat(file(history).write(at(SAMPLES))).isTrue();
    TestHistory next = restored();
    assertThat(text(next)).isEqualTo(text(history)).hasSize(5);
    assertThat(next.metric("history_snapshot_damaged_blocks_total")).isZero();
    next.append(named("requests_total", "route", "/é🎓1"), SAMPLES, 7);
    assertThat(next.store.samples()).isEqualTo(5L * SAMPLES + 1);
  }

  @Test
  void onlyItsOwnerReadsIt() throws IOException {
    fill(1);
    assertThat(file(history).write(at(SAMPLES))).isTrue();
    assertThat(file(history).write(at(SAMPLES))).isTrue();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-------");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(path());
    }
  }

  @Test
  void whatIsOlderThanTheRetentionIsLeft() {
    fill(2);
    assertThat(file(history).write(at(SAMPLES))).isTrue();
    TestHistory next = new TestHistory();
    file(next).restore(at(5_760 + 245), at(245).toEpochMilli());
    assertThat(next.store.samples()).isEqualTo(2L * (SAMPLES - OpenChunk.CAPACITY));
    TestHistory later = new TestHistory();
    file(later).restore(at(20_000), at(20_000 - 5_760).toEpochMilli());
    assertThat(later.store.seriesCount()).isZero();
    assertThat(later.metric("history_snapshot_damaged_blocks_total")).isZero();
  }

  @Test
  void whatLiesInTheFutureIsLeft() {
    fill(1);
    assertThat(file(history).write(at(SAMPLES))).isTrue();
    TestHistory next = new TestHistory();
    file(next).restore(at(99), at(-10).toEpochMilli());
    assertThat(next.store.samples()).isEqualTo(100);
  }

  @Test
  void withoutASnapshotItBeginsAnew() {
    TestHistory next = restored();
    assertThat(next.store.seriesCount()).isZero();
    assertThat(next.metric("history_snapshot_damaged_blocks_total")).isZero();
  }

  /** Fault 3, at every length. */
  @Test
  @Tag("fault-03")
  void aTruncatedSnapshotCostsItsTailAlone() throws IOException {
    byte[] whole = severalBlocks();
    int first = SnapshotFormat.HEAD_BYTES + block(whole, SnapshotFormat.HEAD_BYTES);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path(), Arrays.copyOf(whole, length));
      TestHistory next = restored();
      assertThat(next.metric("history_snapshot_damaged_blocks_total")).as("" + length).isPositive();
      assertThat(next.store.seriesCount()).isLessThanOrEqualTo(6);
      if (length >= first) {
        assertThat(next.store.seriesCount()).as("" + length).isPositive();
      }
      assertIsPart(next);
    }
  }

  /** Fault 4, at every byte. */
  @Test
  @Tag("fault-04")
  void aFlippedByteCostsItsBlockAlone() throws IOException {
    byte[] whole = severalBlocks();
    for (int at = 0; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= (byte) 0x41;
      Files.write(path(), flipped);
      TestHistory next = restored();
      assertThat(next.metric("history_snapshot_damaged_blocks_total")).as("" + at).isPositive();
      assertThat(next.store.seriesCount())
          .as("" + at)
          .isGreaterThanOrEqualTo(at < SnapshotFormat.HEAD_BYTES ? 6 : 4);
      assertIsPart(next);
    }
  }

  /** Blocks of two series each. */
  private byte[] severalBlocks() throws IOException {
    for (int k = 0; k < 6; k++) {
      history.append(named("a", "k", "" + k), 0, k);
      history.append(named("a", "k", "" + k), 1, k + 0.1);
    }
    SnapshotFile small = new SnapshotFile(path(), history.store, 150, channel -> channel);
    assertThat(small.write(at(SAMPLES))).isTrue();
    return Files.readAllBytes(path());
  }

  private static int block(byte[] bytes, int offset) {
    return SnapshotFormat.BLOCK_HEAD_BYTES + ByteBuffer.wrap(bytes).getInt(offset + 4);
  }

  /** What was restored is what was there. */
  private void assertIsPart(TestHistory next) {
    for (Series series : next.all()) {
      Labels labels = series.labels();
      double k = Double.parseDouble(labels.get("k"));
      assertThat(TestHistory.values(series)).containsExactly(k, k + 0.1);
    }
  }

  @Test
  void aFileThatIsSomethingElseIsLeftAlone() throws IOException {
    Files.writeString(path(), "not a snapshot, but long enough to have a head and more than that");
    TestHistory next = restored();
    assertThat(next.store.seriesCount()).isZero();
    assertThat(next.metric("history_snapshot_damaged_blocks_total")).isPositive();
  }

  @Test
  void aSnapshotOfAnotherReleaseIsNotRead() throws IOException {
    byte[] whole = severalBlocks();
    ByteBuffer head = ByteBuffer.wrap(whole);
    head.putInt(4, 99);
    head.putInt(16, SnapshotFormat.checksum(whole, 0, 16));
    Files.write(path(), whole);
    TestHistory next = restored();
    assertThat(next.store.seriesCount()).isZero();
    assertThat(next.metric("history_snapshot_damaged_blocks_total")).isEqualTo(1);
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsCounted() throws IOException {
    Path notADirectory = Files.createFile(directory.resolve("file"));
    SnapshotFile file = new SnapshotFile(notADirectory.resolve("history"), history.store);
    assertThat(file.write(at(0))).isFalse();
    assertThat(snapshots("failed")).isEqualTo(1);
  }

  /** Fault 5. A real disk cannot be filled here, so the channel says what a full one does. */
  @Test
  @Tag("fault-05")
  void aFullDiskLeavesTheLastSnapshotInPlace() throws IOException {
    fill(1);
    assertThat(file(history).write(at(SAMPLES))).isTrue();
    byte[] before = Files.readAllBytes(path());
    history.append(named("more"), SAMPLES, 1);
    SnapshotFile full =
        new SnapshotFile(
            path(), history.store, SnapshotFormat.BLOCK_BYTES, channel -> new Full(channel, 100));
    assertThat(full.write(at(SAMPLES))).isFalse();
    assertThat(snapshots("failed")).isEqualTo(1);
    assertThat(Files.readAllBytes(path())).isEqualTo(before);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(path());
    }
  }

  private double snapshots(String outcome) {
    return history.registry.getSampleValue(
        "history_snapshots_total", new String[] {"outcome"}, new String[] {outcome});
  }

  private static final class Full implements WritableByteChannel {

    private final WritableByteChannel channel;
    private int left;

    Full(WritableByteChannel channel, int left) {
      this.channel = channel;
      this.left = left;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (bytes.remaining() > left) {
        throw new IOException("No space left on device");
      }
      left -= bytes.remaining();
      return channel.write(bytes);
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
