package org.llmtutor.cli.ledger;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;

/**
 * A file that an export wrote. It is read twice: once to see whether it is whole, and once to send
 * its rows.
 */
final class ImportFile {

  private static final String SCHEMA = "llm-tutor-ledger";
  private static final long VERSION = 1;
  private static final int GZIP_FIRST = 0x1f;
  private static final int GZIP_SECOND = 0x8b;

  private final Path path;
  private final String shown;

  ImportFile(Path path, String shown) {
    this.path = path;
    this.shown = shown;
  }

  String shown() {
    return shown;
  }

  /**
   * What the first reading told.
   *
   * @param zone zone of its days
   * @param rows lines between header and trailer
   * @param loss why it is not whole; null when it is
   */
  record Survey(String zone, long rows, @Nullable String loss) {}

  /** Takes the rows of a file. */
  @FunctionalInterface
  interface RowSink {

    /** Another row with its line number. */
    void row(long line, String text);
  }

  /** Reads the file once; fails when it is no export, or one that cannot be imported. */
  Survey survey() {
    Sums sums = new Sums();
    String zone = read((line, text) -> sums.add(text), sums);
    return new Survey(zone, sums.rows, sums.loss());
  }

  /** Hands every row to {@code sink}. */
  void rows(RowSink sink) {
    String unused = read(sink, new Sums());
  }

  private String read(RowSink sink, Sums sums) {
    if (Files.isDirectory(path)) {
      throw CliException.failed(shown + ": is a directory; name a file in it");
    } else if (!Files.exists(path)) {
      throw CliException.failed(shown + ": no such file; check the path");
    }
    try (BufferedReader lines = open()) {
      String zone = zone(lines.readLine());
      long number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        Optional<JsonObject> trailer = trailer(line);
        if (trailer.isPresent()) {
          sums.trailer = trailer.get();
          requireEnd(lines, number);
          break;
        }
        sink.row(number, line);
      }
      return zone;
    } catch (java.io.EOFException | java.util.zip.ZipException e) {
      throw CliException.failed(
          shown
              + ": the compressed file is cut or damaged; unpack what can be unpacked (zcat),"
              + " and import that with --allow-truncated");
    } catch (IOException e) {
      throw CliException.failed(shown + ": cannot be read; check the path and its permissions");
    }
  }

  /** What follows a trailer would not be held against anything. */
  private void requireEnd(BufferedReader lines, long number) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      if (!line.isBlank()) {
        throw CliException.failed(
            shown + ":" + number + ": goes on after its trailer; import each export as a file");
      }
    }
  }

  private BufferedReader open() throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(path));
    bytes.mark(2);
    boolean packed = bytes.read() == GZIP_FIRST && bytes.read() == GZIP_SECOND;
    bytes.reset();
    InputStream plain = packed ? new GZIPInputStream(bytes) : bytes;
    return new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8));
  }

  private String zone(@Nullable String first) {
    JsonObject line = first == null ? null : object(first);
    if (line == null || !(line.members().get("header") instanceof java.util.Map)) {
      throw CliException.failed(
          shown + ":1: no header; is it a file that 'monitorctl ledger export' wrote?");
    }
    JsonObject header = line.object("header");
    if (!header.optionalText("schema").equals(Optional.of(SCHEMA))) {
      throw CliException.failed(shown + ":1: not an export of a ledger; name one");
    } else if (header.count("version") != VERSION) {
      throw CliException.failed(
          shown
              + ":1: version "
              + header.count("version")
              + "; this release reads version 1, use the one that wrote it");
    } else if (Boolean.TRUE.equals(header.members().get("pseudonymous"))) {
      throw CliException.failed(
          shown
              + ":1: names pseudonyms instead of learners; import an export without"
              + " --pseudonymous");
    }
    return header.text("zone");
  }

  private Optional<JsonObject> trailer(String line) {
    if (!line.startsWith("{\"trailer\"")) {
      return Optional.empty();
    }
    JsonObject found = object(line);
    return found == null ? Optional.empty() : Optional.of(found.object("trailer"));
  }

  private @Nullable JsonObject object(String line) {
    try {
      return JsonObject.of(JsonText.parse(line.getBytes(StandardCharsets.UTF_8)), shown);
    } catch (IOException | CliException e) {
      return null;
    }
  }

  /** What the rows sum up to, held against what the trailer says. */
  private final class Sums {

    private long rows;
    private BigInteger cost = BigInteger.ZERO;
    private BigInteger held = BigInteger.ZERO;
    private @Nullable JsonObject trailer;

    void add(String line) {
      rows++;
      JsonObject row = object(line);
      if (row != null) {
        cost = cost.add(nanos(row, "cost_nanos"));
        held = held.add(nanos(row, "held_nanos"));
      }
    }

    private static String counted(long count) {
      return count + (count == 1 ? " row" : " rows");
    }

    private static BigInteger nanos(JsonObject row, String name) {
      return row.optionalNumber(name).map(BigDecimal::toBigInteger).orElse(BigInteger.ZERO);
    }

    @Nullable String loss() {
      JsonObject told = trailer;
      if (told == null) {
        return "ends after " + counted(rows) + " without a trailer, so rows are missing";
      }
      long wanted = told.count("rows");
      if (wanted != rows) {
        return "has " + counted(rows) + " and its trailer says " + wanted;
      }
      boolean same =
          told.number("cost_nanos").toBigInteger().equals(cost)
              && told.number("held_nanos").toBigInteger().equals(held);
      return same ? null : "has amounts that are not those its trailer sums up; it was changed";
    }
  }
}
