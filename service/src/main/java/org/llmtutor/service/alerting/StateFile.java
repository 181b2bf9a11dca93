package org.llmtutor.service.alerting;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.jackson.Jackson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an {@link AlertState} in a file: one line with length and checksum, then JSON. It is
 * replaced as a whole; one that is torn or of another version counts as missing. For one writer.
 */
final class StateFile {

  private static final Logger LOG = LoggerFactory.getLogger(StateFile.class);
  private static final String MAGIC = "llm-tutor-alerts-1";
  private static final int LONGEST_HEAD = 100;

  private final Path file;
  private final ObjectMapper json =
      Jackson.newObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

  StateFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** The state that was saved last; empty when there is none that can be used. */
  Optional<AlertState> load() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse(Files.readAllBytes(file)));
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} cannot be used ({}); alerts begin anew", file, reason(e));
      return Optional.empty();
    }
  }

  /** Replaces the file; durable when this returns. */
  void save(AlertState state) throws IOException {
    Path directory = file.getParent();
    if (directory != null) {
      Files.createDirectories(directory);
    }
    byte[] body = json.writeValueAsBytes(state);
    // Readable by its owner alone, as temporary files are: labels may name learners.
    Path whole = Files.createTempFile(directory, file.getFileName() + ".", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        out.write(head(body).getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        channel.force(true);
      }
      move(whole);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private void move(Path whole) throws IOException {
    try {
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private AlertState parse(byte[] content) throws IOException {
    int end = 0;
    while (end < Math.min(content.length, LONGEST_HEAD) && content[end] != '\n') {
      end++;
    }
    byte[] body = Arrays.copyOfRange(content, Math.min(end + 1, content.length), content.length);
    String head = new String(content, 0, end, StandardCharsets.US_ASCII) + "\n";
    if (!head.equals(head(body))) {
      throw new IOException("torn, or of another version");
    }
    return json.readValue(body, AlertState.class);
  }

  private static String head(byte[] body) {
    CRC32C sum = new CRC32C();
    sum.update(body);
    String checksum = HexFormat.of().toHexDigits((int) sum.getValue());
    return MAGIC + " bytes=" + body.length + " crc32c=" + checksum + "\n";
  }

  private static String reason(Exception e) {
    return e.getClass() == IOException.class
        ? String.valueOf(e.getMessage())
        : e.getClass().getSimpleName();
  }
}
