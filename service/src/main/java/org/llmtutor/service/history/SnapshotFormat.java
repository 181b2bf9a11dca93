package org.llmtutor.service.history;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How a snapshot lies in its file: a head, blocks of series, and a block that says how many there
 * were. Each block has a head of its own with a checksum, so that one can be found behind a damaged
 * one. All numbers are big-endian.
 *
 * <pre>
 * head    magic, version, time in milliseconds (8 bytes), checksum of these
 * block   magic, length of what follows the head, its checksum, checksum of the head
 * series  labels: how many, then names and values as length and UTF-16; 1 when sampled, else 0;
 *         chunks: how many, then start, end, step, first, count, length, data
 * last    a block of 4 bytes: how many blocks there are before it
 * </pre>
 */
final class SnapshotFormat {

  static final int MAGIC = 0x4c544853;
  static final int VERSION = 1;
  static final int SERIES_MAGIC = 0x53455249;
  static final int LAST_MAGIC = 0x4c415354;

  static final int HEAD_BYTES = 20;
  static final int BLOCK_HEAD_BYTES = 16;

  /** A block is closed when it is longer; one series may make it a good deal longer. */
  static final int BLOCK_BYTES = 64 * 1024;

  /** No block is longer: a longer one is damage. */
  static final int MAX_BLOCK_BYTES = 64 * 1024 * 1024;

  private SnapshotFormat() {}

  static ByteBuffer head(long millis) {
    byte[] head = new byte[HEAD_BYTES];
    ByteBuffer.wrap(head).putInt(MAGIC).putInt(VERSION).putLong(millis);
    return sealed(head);
  }

  static ByteBuffer blockHead(int magic, byte[] content) {
    byte[] head = new byte[BLOCK_HEAD_BYTES];
    int checksum = checksum(content, 0, content.length);
    ByteBuffer.wrap(head).putInt(magic).putInt(content.length).putInt(checksum);
    return sealed(head);
  }

  private static ByteBuffer sealed(byte[] head) {
    int content = head.length - Integer.BYTES;
    ByteBuffer bytes = ByteBuffer.wrap(head);
    bytes.putInt(content, checksum(head, 0, content));
    return bytes;
  }

  /** Whether {@code length} bytes from {@code offset} on end with the checksum of the others. */
  static boolean isSealed(byte[] bytes, int offset, int length) {
    int content = length - Integer.BYTES;
    int expected = ByteBuffer.wrap(bytes).getInt(offset + content);
    return checksum(bytes, offset, content) == expected;
  }

  static int checksum(byte[] bytes, int offset, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }
}
