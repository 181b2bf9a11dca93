package org.llmtutor.service.history;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.history.chunk.Chunk;

/**
 * Writes one snapshot; {@link SnapshotFormat} tells the layout. For one thread and one snapshot.
 */
final class SnapshotWriter {

  private final WritableByteChannel channel;
  private final int blockBytes;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(block);
  private int blocks;

  SnapshotWriter(WritableByteChannel channel, int blockBytes) {
    this.blockBytes = blockBytes;
    this.channel = channel;
  }

  /** Writes all of it, which the channel may not have on disk yet. */
  void write(Iterable<StoredSeries> all, long millis) throws IOException {
    write(SnapshotFormat.head(millis));
    for (StoredSeries series : all) {
      write(series);
      if (block.size() >= blockBytes) {
        endBlock();
      }
    }
    if (block.size() > 0) {
      endBlock();
    }
    byte[] last = ByteBuffer.allocate(Integer.BYTES).putInt(blocks).array();
    writeBlock(SnapshotFormat.LAST_MAGIC, last);
  }

  private void write(StoredSeries series) throws IOException {
    List<Chunk> chunks = series.chunks();
    write(series.labels());
    out.writeByte(series.isSampled() ? 1 : 0);
    out.writeInt(chunks.size());
    for (Chunk chunk : chunks) {
      out.writeLong(chunk.start());
      out.writeLong(chunk.end());
      out.writeInt(chunk.step());
      out.writeLong(chunk.first());
      out.writeInt(chunk.count());
      out.writeInt(chunk.data().length);
      out.write(chunk.data());
    }
  }

  private void write(Labels labels) throws IOException {
    out.writeInt(labels.size());
    for (int i = 0; i < labels.size(); i++) {
      write(labels.name(i));
      write(labels.value(i));
    }
  }

  private void write(String text) throws IOException {
    out.writeInt(text.length());
    out.writeChars(text);
  }

  private void endBlock() throws IOException {
    writeBlock(SnapshotFormat.SERIES_MAGIC, block.toByteArray());
    block.reset();
    blocks++;
  }

  private void writeBlock(int magic, byte[] content) throws IOException {
    write(SnapshotFormat.blockHead(magic, content));
    write(ByteBuffer.wrap(content));
  }

  private void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int unused = channel.write(bytes);
    }
  }
}
