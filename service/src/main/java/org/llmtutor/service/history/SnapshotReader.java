package org.llmtutor.service.history;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.history.chunk.Chunk;
import org.llmtutor.service.history.chunk.OpenChunk;

/**
 * Reads one snapshot. What is damaged costs its block alone: the next one is looked for behind it.
 * For one thread and one file.
 */
final class SnapshotReader {

  /** Takes a series as it was written down. */
  interface Target {

    void restore(Labels labels, boolean sampled, List<Chunk> chunks);
  }

  /**
   * What was found.
   *
   * @param version of the layout; of another one nothing is read
   * @param series how many were restored
   * @param damaged where damage begins, in bytes from the start of the file, in order
   * @param complete whether the last block is there and tells as many blocks as were found
   */
  record Result(int version, int series, List<Long> damaged, boolean complete) {}

  private static final int WINDOW = 64 * 1024;
  private static final int MAX_LABELS = 1_000;

  private final FileChannel file;
  private final Target target;
  private final List<Long> damaged = new ArrayList<>();
  private int blocks;
  private int series;
  private boolean complete;

  SnapshotReader(FileChannel file, Target target) {
    this.file = file;
    this.target = target;
  }

  /** Reads to the end. */
  Result read() throws IOException {
    byte[] head = bytes(0, SnapshotFormat.HEAD_BYTES);
    long offset = 0;
    if (head != null && SnapshotFormat.isSealed(head, 0, head.length)) {
      ByteBuffer fields = ByteBuffer.wrap(head);
      int magic = fields.getInt();
      int version = fields.getInt();
      if (magic != SnapshotFormat.MAGIC || version != SnapshotFormat.VERSION) {
        return new Result(version, 0, List.of(), false);
      }
      offset = SnapshotFormat.HEAD_BYTES;
    }
    while (offset < file.size()) {
      long next = readBlock(offset);
      if (next < 0) {
        damaged.add(offset);
        next = nextHead(offset + 1);
      }
      offset = next;
    }
    return new Result(SnapshotFormat.VERSION, series, List.copyOf(damaged), complete);
  }

  /** Reads a block; gives the offset of what follows, or -1 when there is no whole block. */
  private long readBlock(long offset) throws IOException {
    byte[] head = bytes(offset, SnapshotFormat.BLOCK_HEAD_BYTES);
    if (head == null || !isHead(head, 0)) {
      return -1;
    }
    ByteBuffer fields = ByteBuffer.wrap(head);
    int magic = fields.getInt();
    int length = fields.getInt();
    byte[] content = bytes(offset + SnapshotFormat.BLOCK_HEAD_BYTES, length);
    if (content == null
        || SnapshotFormat.checksum(content, 0, length) != fields.getInt()
        || !readContent(magic, ByteBuffer.wrap(content))) {
      return -1;
    }
    return offset + SnapshotFormat.BLOCK_HEAD_BYTES + length;
  }

  private boolean readContent(int magic, ByteBuffer content) {
    try {
      if (magic == SnapshotFormat.LAST_MAGIC) {
        complete = content.getInt() == blocks;
      } else {
        blocks++;
        while (content.hasRemaining()) {
          readSeries(content);
        }
      }
      return true;
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return false;
    }
  }

  private void readSeries(ByteBuffer content) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = number(content, MAX_LABELS); i > 0; i--) {
      String name = text(content);
      labels.put(name, text(content));
    }
    boolean sampled = content.get() != 0;
    List<Chunk> chunks = new ArrayList<>();
    for (int i = number(content, content.remaining()); i > 0; i--) {
      chunks.add(chunk(content));
    }
    target.restore(Labels.of(labels), sampled, chunks);
    series++;
  }

  private static Chunk chunk(ByteBuffer content) {
    long start = content.getLong();
    long end = content.getLong();
    int step = content.getInt();
    long first = content.getLong();
    int count = number(content, OpenChunk.CAPACITY);
    byte[] data = new byte[number(content, content.remaining())];
    content.get(data);
    return new Chunk(start, end, step, first, count, data);
  }

  private static String text(ByteBuffer content) {
    char[] text = new char[number(content, content.remaining() / Character.BYTES)];
    for (int i = 0; i < text.length; i++) {
      text[i] = content.getChar();
    }
    return new String(text);
  }

  private static int number(ByteBuffer content, int most) {
    int number = content.getInt();
    if (number < 0 || number > most) {
      throw new IllegalArgumentException(number + " is more than " + most);
    }
    return number;
  }

  /** Where the next head of a block is, or the end of the file. */
  private long nextHead(long from) throws IOException {
    long offset = from;
    while (offset < file.size()) {
      int length = (int) Math.min(WINDOW, file.size() - offset);
      byte[] window = bytes(offset, length);
      if (window == null) {
        break;
      }
      for (int i = 0; i + SnapshotFormat.BLOCK_HEAD_BYTES <= length; i++) {
        if (isHead(window, i)) {
          return offset + i;
        }
      }
      offset += Math.max(1, length - SnapshotFormat.BLOCK_HEAD_BYTES + 1);
    }
    return file.size();
  }

  private static boolean isHead(byte[] bytes, int offset) {
    ByteBuffer fields = ByteBuffer.wrap(bytes);
    int magic = fields.getInt(offset);
    int length = fields.getInt(offset + Integer.BYTES);
    return (magic == SnapshotFormat.SERIES_MAGIC || magic == SnapshotFormat.LAST_MAGIC)
        && length >= 0
        && length <= SnapshotFormat.MAX_BLOCK_BYTES
        && SnapshotFormat.isSealed(bytes, offset, SnapshotFormat.BLOCK_HEAD_BYTES);
  }

  /** Bytes of the file; null when it ends before. */
  private byte @Nullable [] bytes(long offset, int length) throws IOException {
    if (offset + length > file.size()) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) {
        return null;
      }
    }
    return buffer.array();
  }
}
