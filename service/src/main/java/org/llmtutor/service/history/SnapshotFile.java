package org.llmtutor.service.history;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.llmtutor.service.history.chunk.Chunk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history in a file that its owner alone can read. A snapshot is written beside the last one
 * and takes its place when it is on disk, so there is always a whole one. Nothing that is wrong
 * with the file or the disk stops the service: it is logged and counted. For one thread at a time.
 */
final class SnapshotFile {

  private static final Logger LOG = LoggerFactory.getLogger(SnapshotFile.class);
  private static final Set<StandardOpenOption> NEW =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path file;
  private final Path unfinished;
  private final HistoryStore store;
  private final int blockBytes;
  private final UnaryOperator<WritableByteChannel> disk;
  private boolean failing;

  SnapshotFile(Path file, HistoryStore store) {
    this(file, store, SnapshotFormat.BLOCK_BYTES, channel -> channel);
  }

  /**
   * With blocks of another length, and something between the file and what is written, such as a
   * disk that is full.
   */
  SnapshotFile(
      Path file, HistoryStore store, int blockBytes, UnaryOperator<WritableByteChannel> disk) {
    this.blockBytes = blockBytes;
    this.disk = disk;
    this.file = file.toAbsolutePath();
    this.unfinished = this.file.resolveSibling(this.file.getFileName() + ".tmp");
    this.store = store;
  }

  /** Writes a snapshot; whether it is on disk. */
  boolean write(Instant now) {
    try {
      writeUnfinished(now);
      Files.move(
          unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      syncDirectory();
      store.metrics().snapshot(true);
      if (failing) {
        failing = false;
        LOG.info("the history is written to {} again", file);
      }
      return true;
    } catch (IOException | RuntimeException e) {
      failed(e);
      return false;
    }
  }

  private void writeUnfinished(Instant now) throws IOException {
    Path directory = file.getParent();
    if (directory != null && !Files.isDirectory(directory)) {
      Files.createDirectories(directory);
    }
    Files.deleteIfExists(unfinished);
    try (FileChannel channel = FileChannel.open(unfinished, NEW, ownerOnly())) {
      new SnapshotWriter(disk.apply(channel), blockBytes).write(store.all(), now.toEpochMilli());
      channel.force(true);
    }
  }

  /** Makes the new name durable, where a directory can be opened for that. */
  private void syncDirectory() {
    Path directory = file.getParent();
    if (directory != null) {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      } catch (IOException e) {
        LOG.debug("the directory cannot be synced", e);
      }
    }
  }

  private void failed(Exception failure) {
    store.metrics().snapshot(false);
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    if (!failing) {
      failing = true;
      LOG.warn(
          "the history could not be written to {} ({}); it is lost if the service stops now. Make"
              + " room, or the directory writable, or set history.snapshotFile",
          file,
          failure.toString());
    }
  }

  /** Reads the snapshot into the store, but for what is too old or lies in the future. */
  void restore(Instant now, long oldest) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      SnapshotReader.Result result =
          new SnapshotReader(
                  channel,
                  (labels, sampled, chunks) -> {
                    List<Chunk> young =
                        chunks.stream().filter(chunk -> chunk.end() >= oldest).toList();
                    store.restore(labels, sampled, young);
                  })
              .read();
      store.forgetAfter(now);
      store.tidy(now);
      tell(result);
    } catch (NoSuchFileException e) {
      LOG.debug("there is no snapshot of the history yet", e);
    } catch (IOException | RuntimeException e) {
      store.metrics().damagedBlocks(1);
      LOG.warn("the history could not be restored from {}; it begins anew", file, e);
    }
  }

  private void tell(SnapshotReader.Result result) {
    problem(result)
        .ifPresentOrElse(
            problem -> {
              store.metrics().damagedBlocks(Math.max(1, result.damaged().size()));
              LOG.warn("{}: {}; {} series of it were restored", file, problem, result.series());
            },
            () -> LOG.info("restored {} series of history", store.seriesCount()));
  }

  private static Optional<String> problem(SnapshotReader.Result result) {
    if (result.version() != SnapshotFormat.VERSION) {
      return Optional.of("not a snapshot that this release can read");
    }
    if (!result.damaged().isEmpty()) {
      return Optional.of("damaged at byte " + result.damaged());
    }
    return result.complete() ? Optional.empty() : Optional.of("its end is missing");
  }

  private FileAttribute<?>[] ownerOnly() {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };
  }
}
