package org.llmtutor.service.database;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Holds a lock file beside the database, so that only one service uses it: limits, sweeps and
 * metrics are kept in the process. The operating system frees the lock when the process ends,
 * however it ends.
 */
final class FileOwner implements Closeable {

  private final FileChannel channel;

  private FileOwner(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @throws DatabaseException when another service has it, the file cannot be made, or the
   *     database's log is damaged
   */
  static FileOwner of(Path file) {
    Path lock = Path.of(file + ".lock");
    try {
      FileChannel channel =
          FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (isFree(channel)) {
        return sound(new FileOwner(channel), file);
      }
      channel.close();
    } catch (IOException e) {
      throw new DatabaseException(
          "database.url: cannot make " + lock + "; check its directory's permissions", e);
    }
    throw new DatabaseException(
        "database.url: another service uses "
            + file
            + "; stop it, or give this one a file of its own (DATABASE_URL)");
  }

  /** Nobody else writes to the log now, so that it can be looked at. */
  private static FileOwner sound(FileOwner owner, Path database) {
    try {
      WalCheck.requireSound(database);
      return owner;
    } catch (DatabaseException e) {
      owner.close();
      throw e;
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock taken = channel.tryLock();
      return taken != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the lock could not be given up", e);
    }
  }
}
