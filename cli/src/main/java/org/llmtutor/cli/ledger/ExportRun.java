package org.llmtutor.cli.ledger;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.Progress;

/** Copies an export line by line, and makes sure that it came to its end. */
final class ExportRun {

  private static final String TRAILER = "{\"trailer\":";
  private static final long TELL_EVERY = 1000;

  private final LedgerApi api;
  private final Progress progress;
  private long lines;
  private String last = "";

  ExportRun(LedgerApi api, Progress progress) {
    this.api = api;
    this.progress = progress;
  }

  /**
   * Copies the export; returns how many rows it has.
   *
   * @throws CliException when it was cut
   */
  long copy(Map<String, String> parameters, Writer out) throws IOException {
    api.export(
        parameters,
        line -> {
          out.write(line);
          out.write('\n');
          last = line;
          if (++lines % TELL_EVERY == 0) {
            progress.update("exporting, " + Numbers.count(lines) + " rows");
          }
        });
    long rows = lines - 2;
    if (!last.startsWith(TRAILER) || rowsTold() != rows) {
      throw CliException.failed(
          "the export broke off after " + Numbers.count(lines) + " lines; try again");
    }
    return rows;
  }

  private long rowsTold() {
    try {
      byte[] utf8 = last.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      return JsonObject.of(JsonText.parse(utf8), "the export").object("trailer").count("rows");
    } catch (IOException e) {
      return -1;
    }
  }
}
