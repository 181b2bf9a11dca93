package org.llmtutor.service.telemetry.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that starts anew before it outgrows its size; {@code tutor.log.1} is what it was
 * before, {@code tutor.log.2} what that was, up to a number. All together never hold more than
 * number times size, and one line. A file is made when its first line comes, readable by owner and
 * group; its directory is the owner's alone.
 */
final class LogFile implements LineSink {

  private final Path file;
  private final long maxBytes;
  private final int maxFiles;
  private @Nullable OutputStream out;
  private long size;

  /**
   * A file that is not opened yet.
   *
   * @param maxBytes of one file
   * @param maxFiles how many there are, with the one being written
   */
  LogFile(Path file, long maxBytes, int maxFiles) {
    this.file = file;
    this.maxBytes = maxBytes;
    this.maxFiles = maxFiles;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public void write(byte[] line) throws IOException {
    OutputStream open = out == null ? open() : out;
    if (size > 0 && size + line.length > maxBytes) {
      close();
      rotate();
      open = open();
    }
    try {
      open.write(line);
      size += line.length;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }

  private OutputStream open() throws IOException {
    if (!Files.exists(file)) {
      Path directory = file.toAbsolutePath().getParent();
      if (directory != null && !Files.isDirectory(directory)) {
        Files.createDirectories(directory, mode(directory, "rwx------"));
      }
      Files.createFile(file, mode(file, "rw-r-----"));
    }
    OutputStream opened = new FileOutputStream(file.toFile(), true);
    out = opened;
    size = Files.size(file);
    if (endsInALine()) {
      opened.write('\n');
      size++;
    }
    return opened;
  }

  /** Whether the last line was cut, by a full disk or the process's end. */
  private boolean endsInALine() throws IOException {
    if (size == 0) {
      return false;
    }
    try (RandomAccessFile read = new RandomAccessFile(file.toFile(), "r")) {
      read.seek(size - 1);
      return read.read() != '\n';
    }
  }

  private void rotate() throws IOException {
    Files.deleteIfExists(numbered(maxFiles - 1));
    for (int number = maxFiles - 2; number >= 0; number--) {
      Path from = numbered(number);
      if (Files.exists(from)) {
        Files.move(from, numbered(number + 1), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path numbered(int number) {
    return number == 0 ? file : file.resolveSibling(file.getFileName() + "." + number);
  }

  private static FileAttribute<?>[] mode(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
