package org.llmtutor.service.database;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks for damage in the write-ahead log of an SQLite database that nobody uses. SQLite reads such
 * a log up to the first frame that is not whole and drops the rest without a word. That is right
 * for the end of a log, where a crash tears the last transaction, and wrong for its middle: every
 * acknowledged commit was synced before the next one began, so a bad frame with a whole commit and
 * another behind it was not torn. The format is section 4 of SQLite's file format document.
 */
final class WalCheck {

  private static final int HEADER = 32;
  private static final int HEADER_SUMMED = 24;
  private static final int FRAME_HEADER = 24;
  private static final int FRAME_SUMMED = 8;
  private static final int MAGIC = 0x377f0682;
  private static final int SMALLEST_PAGE = 512;
  private static final int LARGEST_PAGE = 65_536;
  private static final int PAGE_SIZE_AT = 16;
  private static final int BUFFER = 1 << 16;

  /** One transaction behind the damage may be the torn one; two cannot. */
  private static final int COMMITS_THAT_TELL = 2;

  private final ByteOrder sumOrder;
  private final long salts;
  private final int pageSize;
  private int sum1;
  private int sum2;

  private WalCheck(ByteBuffer header, int pageSize) {
    sumOrder = (header.getInt(0) & 1) == 1 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    this.pageSize = pageSize;
    salts = header.getLong(16);
  }

  /**
   * Refuses a damaged log.
   *
   * @param database the database file; its log is beside it
   * @throws DatabaseException that names the byte and what can be done
   */
  static void requireSound(Path database) {
    Path log = Path.of(database + "-wal");
    try {
      Optional<Long> damage = Files.exists(log) ? damage(database, log) : Optional.empty();
      if (damage.isPresent()) {
        throw new DatabaseException(
            "database.url: %s is damaged at byte %d, and transactions that were acknowledged lie behind it; restore database and log from a copy, or move the log away to start without them"
                .formatted(log, damage.get()));
      }
    } catch (IOException e) {
      throw new DatabaseException("database.url: cannot read " + log, e);
    }
  }

  private static Optional<Long> damage(Path database, Path log) throws IOException {
    int pageSize = pageSize(database);
    byte[] header = new byte[HEADER];
    try (DataInputStream in = open(log)) {
      if (pageSize < SMALLEST_PAGE || in.readNBytes(header, 0, HEADER) < HEADER) {
        return Optional.empty(); // Nothing was ever committed to it.
      }
      return new WalCheck(ByteBuffer.wrap(header), pageSize).damage(header, in);
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
  }

  /** From the database's header; zero when it has none. */
  private static int pageSize(Path database) throws IOException {
    if (!Files.exists(database)) {
      return 0;
    }
    try (DataInputStream in = open(database)) {
      byte[] header = in.readNBytes(PAGE_SIZE_AT + 2);
      int told =
          header.length < PAGE_SIZE_AT + 2
              ? 0
              : Short.toUnsignedInt(ByteBuffer.wrap(header).getShort(PAGE_SIZE_AT));
      return told == 1 ? LARGEST_PAGE : told;
    }
  }

  private Optional<Long> damage(byte[] header, DataInputStream in) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(header);
    add(header, 0, HEADER_SUMMED);
    boolean whole =
        (head.getInt(0) & ~1) == MAGIC && head.getInt(24) == sum1 && head.getInt(28) == sum2;
    long bad = whole ? -1 : 0;
    int commits = 0;
    byte[] frame = new byte[FRAME_HEADER + pageSize];
    for (long at = HEADER; in.readNBytes(frame, 0, frame.length) == frame.length; ) {
      ByteBuffer read = ByteBuffer.wrap(frame);
      if (bad >= 0) {
        commits += read.getInt(4) != 0 && ofThisLog(read.getLong(8)) ? 1 : 0;
      } else if (!isWhole(frame, read)) {
        bad = at;
      }
      at += frame.length;
    }
    return commits >= COMMITS_THAT_TELL ? Optional.of(bad) : Optional.empty();
  }

  private boolean isWhole(byte[] frame, ByteBuffer read) {
    add(frame, 0, FRAME_SUMMED);
    add(frame, FRAME_HEADER, frame.length);
    return read.getLong(8) == salts && read.getInt(16) == sum1 && read.getInt(20) == sum2;
  }

  /** A log that begins anew changes both halves; a flipped byte in the header, one. */
  private boolean ofThisLog(long other) {
    return (int) (other >>> 32) == (int) (salts >>> 32) || (int) other == (int) salts;
  }

  private void add(byte[] bytes, int start, int end) {
    ByteBuffer words = ByteBuffer.wrap(bytes).order(sumOrder);
    for (int i = start; i < end; i += 8) {
      sum1 += words.getInt(i) + sum2;
      sum2 += words.getInt(i + 4) + sum1;
    }
  }
}
