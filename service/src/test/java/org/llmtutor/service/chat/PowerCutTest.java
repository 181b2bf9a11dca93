package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.database.TestAddress;

/**
 * What a disk holds after the power went, made by hand from the files of a service that runs: up to
 * an acknowledgement everything was synced, what was written after it may be there, be missing, or
 * be garbage. That the sync itself reaches the platter is the disk's promise and is not tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PowerCutTest {

  private static final int BEFORE = 6;
  private static final String SETTLED = "SELECT COUNT(*) FROM llm_call WHERE state = 'settled'";

  @TempDir static Path running;
  private final FakeProvider provider = new FakeProvider();
  private byte[] database = {};
  private byte[] acknowledged = {};
  private byte[] later = {};

  /** Takes the files at the sixth acknowledgement, and the log a few messages later. */
  @BeforeAll
  void write() throws IOException {
    assumeFalse(TestAddress.isPostgres(), "the faults of a file, which PostgreSQL has not");
    try (TestTutor tutor =
        TestTutor.start(running, provider.overrides("healthChecks.cacheFor=1h"))) {
      String token = tutor.register();
      for (int i = 0; i < BEFORE; i++) {
        ask(tutor, token);
      }
      database = Files.readAllBytes(running.resolve("tutor.db"));
      acknowledged = Files.readAllBytes(running.resolve("tutor.db-wal"));
      for (int i = 0; i < 3; i++) {
        ask(tutor, token);
      }
      later = Files.readAllBytes(running.resolve("tutor.db-wal"));
    }
    assertThat(later).hasSizeGreaterThan(acknowledged.length);
  }

  @AfterAll
  void stop() {
    provider.close();
  }

  private static void ask(TestTutor tutor, String token) {
    assertThat(tutor.post("/api/chat/message", token, "{\"message\":\"Help\"}").status())
        .isEqualTo(200);
  }

  private static LedgerRows files(Path directory, byte[] database, byte[] log) throws IOException {
    for (String old : new String[] {"tutor.db-shm", "tutor.db-wal"}) {
      Files.deleteIfExists(directory.resolve(old));
    }
    Files.write(directory.resolve("tutor.db"), database);
    Files.write(directory.resolve("tutor.db-wal"), log);
    return new LedgerRows(directory);
  }

  private static long whole(LedgerRows rows) {
    return rows.number(
        "SELECT COUNT(*) = 1 FROM pragma_integrity_check WHERE integrity_check = 'ok'");
  }

  @Test
  @Tag("fault-02")
  void nothingAcknowledgedIsLostWhateverBecomesOfWhatWasWrittenAfterIt(@TempDir Path after)
      throws IOException {
    Random random = new Random(20_261_125L);
    for (int run = 0; run < 40; run++) {
      int kept = acknowledged.length + random.nextInt(later.length - acknowledged.length);
      byte[] log = Arrays.copyOf(later, run % 2 == 0 ? kept : later.length);
      for (int i = kept; i < log.length; i += 1 + random.nextInt(512)) {
        log[i] = (byte) random.nextInt(256);
      }
      LedgerRows rows = files(after, database, log);
      assertThat(rows.number(SETTLED)).as("cut at %d", kept).isBetween((long) BEFORE, BEFORE + 3L);
      assertThat(rows.number("SELECT SUM(calls) FROM usage_daily")).isEqualTo(rows.number(SETTLED));
      assertThat(whole(rows)).isEqualTo(1);
    }
  }

  @Test
  @Tag("fault-03")
  void aLogWithoutItsTailStartsWithTheEarlierRecordsIntact(@TempDir Path after) throws IOException {
    files(after, database, Arrays.copyOf(later, later.length - 5_000)).number(SETTLED);
    Files.copy(
        running.resolve("ops.token"),
        after.resolve("ops.token"),
        StandardCopyOption.REPLACE_EXISTING);
    try (TestTutor tutor = TestTutor.start(after, provider.overrides())) {
      assertThat(new LedgerRows(after).number(SETTLED)).isGreaterThanOrEqualTo(BEFORE);
      ask(tutor, tutor.register());
    }
  }

  @Test
  @Tag("fault-04")
  void aLogThatIsDamagedInItsMiddleIsRefusedWithTheByte(@TempDir Path after) throws IOException {
    int pageSize = new LedgerRows(running).number("PRAGMA page_size") == 4096 ? 4096 : 0;
    int frame = 24 + pageSize;
    for (int at : new int[] {3 * frame + 32 + 1_000, 17, 25}) {
      byte[] log = later.clone();
      log[at] ^= 0x20;
      files(after, database, log);
      int first = at < 32 ? 0 : 32 + (at - 32) / frame * frame;
      assertThatThrownBy(() -> TestTutor.start(after, provider.overrides()))
          .as("byte %d", at)
          .hasMessageContaining("damaged at byte " + first + ",")
          .hasMessageContaining("move the log away");
      assertThat(Files.readAllBytes(after.resolve("tutor.db-wal"))).isEqualTo(log);
    }
  }
}
