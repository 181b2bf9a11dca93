package org.llmtutor.cli.logs;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.failure.CliException;

/**
 * The log files that were named, read line by line: files, the log files of directories, and
 * standard input; compressed or not. Keeps one line at a time.
 */
final class LogFiles {

  /** {@code tutor.log}, {@code tutor.log.1}, {@code tutor.2026-01-31.log.gz}. */
  private static final Pattern NAME = Pattern.compile(".*\\.(?:log|jsonl)(?:[.-].*)?");

  private static final int MAX_LINE = 1024 * 1024;
  private static final int BLOCK = 64 * 1024;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Environment environment;
  private final List<String> paths;

  LogFiles(Environment environment, List<String> paths) {
    this.environment = environment;
    this.paths = paths;
  }

  /**
   * Hands every line to {@code sink}.
   *
   * @return how many files there were
   * @throws CliException when a path is missing or cannot be read
   */
  int read(Consumer<String> sink) {
    int files = 0;
    for (String path : paths) {
      if (path.equals("-")) {
        readAll(path, environment.stdin(), sink);
        files++;
        continue;
      }
      for (Path file : named(path)) {
        read(file, sink);
        files++;
      }
    }
    return files;
  }

  private List<Path> named(String path) {
    Path file = environment.resolve(path);
    if (Files.isRegularFile(file)) {
      return List.of(file);
    } else if (!Files.isDirectory(file)) {
      throw CliException.failed(
          path
              + ": no such file or directory; name the service's log, its directory (LOG_DIR), or '-'"
              + " for standard input");
    }
    try (Stream<Path> inside = Files.list(file)) {
      List<Path> found = new ArrayList<>();
      inside
          .filter(each -> NAME.matcher(each.getFileName().toString()).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .forEach(found::add);
      if (found.isEmpty()) {
        throw CliException.failed(
            path + ": holds no log files; name a directory with files such as tutor.log");
      }
      return found;
    } catch (IOException e) {
      throw unreadable(path);
    }
  }

  private static void read(Path file, Consumer<String> sink) {
    try (InputStream in = Files.newInputStream(file)) {
      readAll(file.toString(), in, sink);
    } catch (NoSuchFileException e) {
      // It was rotated away meanwhile, and is read under its next name or is gone.
    } catch (IOException e) {
      throw unreadable(file.toString());
    }
  }

  private static void readAll(String shown, InputStream raw, Consumer<String> sink) {
    BufferedInputStream bytes = new BufferedInputStream(raw, BLOCK);
    try {
      bytes.mark(2);
      boolean packed = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
      bytes.reset();
      lines(packed ? new BufferedInputStream(new GZIPInputStream(bytes), BLOCK) : bytes, sink);
    } catch (IOException e) {
      throw unreadable(shown);
    }
  }

  /** Like a reader's lines, but a line without end does not fill the memory. */
  private static void lines(InputStream in, Consumer<String> sink) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    byte[] block = new byte[BLOCK];
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      int from = 0;
      for (int i = 0; i < read; i++) {
        if (block[i] == '\n') {
          add(line, block, from, i);
          end(line, sink);
          from = i + 1;
        }
      }
      add(line, block, from, read);
    }
    if (line.size() > 0) {
      end(line, sink);
    }
  }

  private static void add(ByteArrayOutputStream line, byte[] block, int from, int to) {
    line.write(block, from, Math.max(0, Math.min(to - from, MAX_LINE - line.size())));
  }

  private static void end(ByteArrayOutputStream line, Consumer<String> sink) {
    String text = line.toString(StandardCharsets.UTF_8);
    sink.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    line.reset();
  }

  private static CliException unreadable(String shown) {
    return CliException.failed(
        shown + ": cannot be read; check its permissions, and that it is whole");
  }
}
