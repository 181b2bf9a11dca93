package org.llmtutor.cli.ledger;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Progress;

/**
 * Sends the rows of files in small batches, each of which the service adds as a whole. What was
 * sent stays; sending it again changes nothing, so an import that was stopped is started anew.
 */
final class ImportRun {

  private static final int BATCH_ROWS = 100;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final int MOST_SHOWN = 20;

  private final LedgerApi api;
  private final Progress progress;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean dryRun;
  private final boolean allowTruncated;

  ImportRun(
      LedgerApi api,
      Progress progress,
      PrintWriter out,
      PrintWriter err,
      boolean dryRun,
      boolean allowTruncated) {
    this.api = api;
    this.progress = progress;
    this.out = out;
    this.err = err;
    this.dryRun = dryRun;
    this.allowTruncated = allowTruncated;
  }

  /** Imports all files; none of them when one is not whole. Returns the exit code. */
  int run(List<ImportFile> files) {
    Map<ImportFile, ImportFile.Survey> surveys = new LinkedHashMap<>();
    boolean refused = false;
    for (ImportFile file : files) {
      ImportFile.Survey survey = file.survey();
      surveys.put(file, survey);
      refused |= tellOfLoss(file, survey);
    }
    if (refused) {
      err.println("Nothing was imported.");
      return ExitCode.PROBLEMS;
    }
    boolean problems = false;
    for (Map.Entry<ImportFile, ImportFile.Survey> entry : surveys.entrySet()) {
      problems |= new OneFile(entry.getKey(), entry.getValue()).send();
    }
    return problems ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  /** Whether the file must not be imported. */
  private boolean tellOfLoss(ImportFile file, ImportFile.Survey survey) {
    if (survey.loss() == null) {
      return false;
    }
    String remedy =
        allowTruncated
            ? "; what is there is imported"
            : "; export again, or import what is there with --allow-truncated";
    err.println(PlainText.of(file.shown() + ": " + survey.loss() + remedy));
    return !allowTruncated;
  }

  /** The import of one file. */
  private final class OneFile {

    private final ImportFile file;
    private final ImportFile.Survey survey;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final StringBuilder batch = new StringBuilder();
    private final List<Long> lineNumbers = new ArrayList<>();
    private int bytes;
    private long sent;
    private long added;
    private long skipped;
    private long conflicts;
    private long bad;

    OneFile(ImportFile file, ImportFile.Survey survey) {
      this.file = file;
      this.survey = survey;
      parameters.put("version", "1");
      parameters.put("zone", survey.zone());
      if (dryRun) {
        parameters.put("dry_run", "true");
      }
    }

    /** Whether something was not added. */
    boolean send() {
      file.rows(this::row);
      flush();
      String verb = dryRun ? "would be added" : "added";
      out.println(
          PlainText.of(
              "%s: %s %s, %s there already, %s in conflict, %s bad"
                  .formatted(
                      file.shown(),
                      Numbers.count(added),
                      verb,
                      Numbers.count(skipped),
                      Numbers.count(conflicts),
                      Numbers.count(bad))));
      long untold = conflicts + bad - MOST_SHOWN;
      if (untold > 0) {
        err.println(file.shown() + ": and " + Numbers.count(untold) + " more");
      }
      return conflicts + bad > 0;
    }

    private void row(long line, String text) {
      int size = text.getBytes(StandardCharsets.UTF_8).length + 1;
      if (lineNumbers.size() == BATCH_ROWS || (bytes > 0 && bytes + size > BATCH_BYTES)) {
        flush();
      }
      if (size > BATCH_BYTES) {
        refuse(line, false, "is longer than any row");
        return;
      }
      batch.append(text).append('\n');
      bytes += size;
      lineNumbers.add(line);
    }

    private void flush() {
      if (lineNumbers.isEmpty()) {
        return;
      }
      JsonObject result = add();
      added += result.count("added");
      skipped += result.count("skipped");
      for (JsonObject refusal : result.objects("refused")) {
        int index = (int) refusal.count("line") - 1;
        if (index < 0 || index >= lineNumbers.size()) {
          throw result.unexpected("a line is told of that was not sent");
        }
        boolean conflict = Boolean.TRUE.equals(refusal.members().get("conflict"));
        refuse(lineNumbers.get(index), conflict, refusal.text("problem"));
      }
      sent += lineNumbers.size();
      progress.update(
          "importing %s, %s of %s rows"
              .formatted(file.shown(), Numbers.count(sent), Numbers.count(survey.rows())));
      batch.setLength(0);
      lineNumbers.clear();
      bytes = 0;
    }

    private JsonObject add() {
      try {
        return api.add(batch.toString(), parameters);
      } catch (CliException e) {
        if (sent > 0 && !dryRun) {
          err.println(
              "%s: %s rows were sent and stay; import the file again to add the others"
                  .formatted(file.shown(), Numbers.count(sent)));
        }
        throw e;
      }
    }

    private void refuse(long line, boolean conflict, String problem) {
      if (conflict) {
        conflicts++;
      } else {
        bad++;
      }
      if (conflicts + bad <= MOST_SHOWN) {
        err.println(PlainText.of(file.shown() + ":" + line + ": " + problem));
      }
    }
  }
}
