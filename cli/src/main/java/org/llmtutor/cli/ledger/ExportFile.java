package org.llmtutor.cli.ledger;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;

/**
 * A file that is there whole or not at all: written under another name beside it and renamed at the
 * end. Its owner alone can read it, because it tells of people. A name that ends with {@code .gz}
 * is compressed.
 */
final class ExportFile {

  private final Path file;
  private final String shown;

  ExportFile(Path file, String shown, boolean replace) {
    if (Files.isDirectory(file)) {
      throw CliException.usage(shown + ": is a directory; name a file in it");
    } else if (Files.exists(file) && !replace) {
      throw CliException.usage(
          shown + ": is there already; name another file, or replace it with --force");
    }
    this.file = file;
    this.shown = shown;
  }

  /** Writes what it is given. */
  @FunctionalInterface
  interface Content {

    /** Writes all of it. */
    void write(Writer out) throws IOException;
  }

  void write(Content content) {
    Path folder = file.toAbsolutePath().getParent();
    Path part = null;
    try {
      part = Files.createTempFile(folder, "." + file.getFileName() + ".", ".part");
      protect(part);
      try (Writer out = writer(part)) {
        content.write(out);
      }
      move(part);
    } catch (IOException e) {
      throw CliException.failed(
          shown + ": cannot be written; check the directory, its permissions and free space");
    } finally {
      discard(part);
    }
  }

  private Writer writer(Path part) throws IOException {
    OutputStream bytes = Files.newOutputStream(part);
    OutputStream packed = shown.endsWith(".gz") ? new GZIPOutputStream(bytes) : bytes;
    return new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8));
  }

  private static void protect(Path part) throws IOException {
    try {
      Files.setPosixFilePermissions(
          part, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    } catch (UnsupportedOperationException e) {
      // A file system without such permissions has its own.
    }
  }

  private void move(Path part) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void discard(@Nullable Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // It is a leftover beside the file, and the failure itself is told.
    }
  }
}
