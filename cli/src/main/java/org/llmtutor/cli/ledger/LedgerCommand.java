package org.llmtutor.cli.ledger;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Works on the ledger as a whole: holds it against itself and others, takes it out and in. */
@Command(
    name = "ledger",
    header = "Verify, export, import and reconcile the ledger.",
    description = "The ledger has one row for every attempt at a provider.",
    footer = {
      "",
      "Examples:",
      "  monitorctl ledger verify",
      "  monitorctl ledger export --since 2026-01-01 -f ledger.jsonl.gz",
      "  monitorctl ledger import ledger.jsonl.gz --dry-run",
      "  monitorctl ledger reconcile --provider openai completions_usage.json",
      "  monitorctl ledger show --request 01JD0C6Q7Z",
      "",
      "Exit codes: 0 fine, 1 not reached, 2 usage, 3 problems found."
    })
public final class LedgerCommand implements Callable<Integer> {

  /** Forms of output of what has no rows. */
  enum Format {
    text,
    json
  }

  /** Forms of output of a comparison. */
  enum TableFormat {
    table,
    json,
    csv,
    markdown
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command of one run. */
  public LedgerCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    throw CliException.usage(
        "ledger: says nothing of what to do; use verify, export, import, reconcile or show");
  }

  @Command(
      name = "verify",
      header = "Hold rows, daily sums, budgets and prices against each other.",
      description =
          "Reads the whole range at one state of the ledger, and the database's file where that is"
              + " the service's own. Exit 3 when the books do not agree.")
  int verify(
      @Option(
              names = "--since",
              paramLabel = "DAYS",
              defaultValue = "31d",
              description =
                  "So many days up to today (7d, 4w), a first day, or all (default:"
                      + " ${DEFAULT-VALUE}).")
          String since,
      @Option(
              names = "--until",
              paramLabel = "DATE",
              description = "The day after the last (default: tomorrow).")
          @Nullable String until,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FORMAT",
              defaultValue = "text",
              description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
          Format format) {
    Map<String, String> days = LedgerDays.parameters(since, until);
    JsonObject report;
    try (Progress progress = progress("verifying")) {
      report = api().verify(days, step -> progress.update(shown(step)));
    }
    switch (format) {
      case json -> out().println(JsonWriter.write(report.members()));
      case text -> out().print(new VerifyText(report, session.terminal()).text());
    }
    return VerifyText.problems(report) == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private static String shown(JsonObject step) {
    return "verifying %s, day %d of %d, %s rows"
        .formatted(
            step.text("day"),
            step.count("days"),
            step.count("of"),
            Numbers.count(step.count("rows")));
  }

  @Command(
      name = "export",
      header = "Write ledger rows as JSON lines.",
      description =
          "The file begins with a header and ends with a trailer, so that one that was cut is known"
              + " for one. It names learners by their ids: keep it as you keep the database.")
  int export(
      @Option(
              names = "--since",
              paramLabel = "DAYS",
              defaultValue = "all",
              description =
                  "So many days up to today (7d, 4w), a first day, or all (default:"
                      + " ${DEFAULT-VALUE}).")
          String since,
      @Option(
              names = "--until",
              paramLabel = "DATE",
              description = "The day after the last (default: tomorrow).")
          @Nullable String until,
      @Option(
              names = {"-f", "--file"},
              paramLabel = "FILE",
              description =
                  "Where to; compressed when it ends with .gz (default: -, standard output).")
          @Nullable String file,
      @Option(names = "--force", description = "Replace the file when it is there.") boolean force,
      @Option(
              names = "--pseudonymous",
              description =
                  "Pseudonyms instead of learners, nothing that leads back to them; for sharing,"
                      + " cannot be imported.")
          boolean pseudonymous) {
    Map<String, String> parameters = LedgerDays.parameters(since, until);
    parameters.put("pseudonymous", Boolean.toString(pseudonymous));
    try (Progress progress = progress("exporting")) {
      ExportRun run = new ExportRun(api(), progress);
      if (file == null || file.equals("-")) {
        long unused = run.copy(parameters, out());
      } else {
        ExportFile target = new ExportFile(session.environment().resolve(file), file, force);
        long[] rows = new long[1];
        target.write(writer -> rows[0] = run.copy(parameters, writer));
        out().println(file + ": " + Numbers.count(rows[0]) + (rows[0] == 1 ? " row" : " rows"));
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw CliException.failed("standard output cannot be written");
    }
  }

  @Command(
      name = "import",
      header = "Add exported rows to the ledger.",
      description =
          "Daily sums and budgets are kept with every batch. Rows that are there already are"
              + " skipped, others of the same id are kept and told, so an import can be run again.")
  int importFiles(
      @Parameters(arity = "1..*", paramLabel = "FILE", description = "What export wrote.")
          List<String> files,
      @Option(names = "--dry-run", description = "Only tell what would be added.") boolean dryRun,
      @Option(
              names = "--allow-truncated",
              description = "Import what is there of a file that was cut.")
          boolean allowTruncated) {
    List<ImportFile> named =
        files.stream()
            .map(file -> new ImportFile(session.environment().resolve(file), file))
            .toList();
    try (Progress progress = progress("reading")) {
      return new ImportRun(api(), progress, out(), err(), dryRun, allowTruncated).run(named);
    }
  }

  @Command(
      name = "reconcile",
      header = "Compare the ledger with a provider's usage export.",
      description = {
        "Reads the JSON of the provider's usage or cost API, or the CSV of its console, and compares"
            + " by UTC day and model. Dated snapshots count as the model that the ledger names."
            + " Exit 3 when something differs by more than the tolerance."
      })
  int reconcile(
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "The provider's exports, such as its usage and its costs.")
          List<String> files,
      @Option(
              names = "--provider",
              required = true,
              paramLabel = "NAME",
              description = "Whose export it is: ${COMPLETION-CANDIDATES}.")
          ProviderFile.Provider provider,
      @Option(
              names = "--ledger-provider",
              paramLabel = "NAME",
              description = "The provider's name in the ledger, when it is another.")
          @Nullable String ledgerProvider,
      @Option(
              names = "--tolerance",
              paramLabel = "PERCENT",
              defaultValue = "1%",
              description = "How much may differ (default: ${DEFAULT-VALUE}).")
          String tolerance,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FORMAT",
              defaultValue = "table",
              description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
          TableFormat format) {
    Tolerance allowed = Tolerance.parse(tolerance);
    ProviderFile told = read(provider, files);
    LocalDate[] days = Reconciliation.days(told.usage());
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("provider", ledgerProvider == null ? provider.name() : ledgerProvider);
    parameters.put("from", days[0].toString());
    parameters.put("to", days[1].toString());
    parameters.put("by", "day");
    List<JsonObject> booked = api().usage(parameters).objects("rows");
    Reconciliation all = Reconciliation.of(told.usage(), booked, allowed);
    ReconciliationText text = new ReconciliationText(all, provider.name(), allowed, told.note());
    switch (format) {
      case table -> out().print(text.table(session.terminal()));
      case json -> out().println(text.json());
      case csv -> out().print(text.csv());
      case markdown -> out().print(text.markdown());
    }
    return all.differing() == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private ProviderFile read(ProviderFile.Provider provider, List<String> files) {
    List<ProviderUsage> usage = new ArrayList<>();
    String note = null;
    for (String file : files) {
      ProviderFile one = ProviderFile.read(provider, session.environment().resolve(file), file);
      usage.addAll(one.usage());
      note = one.note() == null ? note : one.note();
    }
    return new ProviderFile(usage, note);
  }

  @Command(
      name = "show",
      header = "Show single rows in full.",
      description = "A row has no text of a conversation, and never had.")
  int show(
      @Parameters(arity = "0..1", paramLabel = "ID", description = "The row's id.")
          @Nullable String id,
      @Option(
              names = "--request",
              paramLabel = "ID",
              description = "All rows of a request, as logs and errors name it.")
          @Nullable String request,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FORMAT",
              defaultValue = "text",
              description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
          Format format) {
    if ((id == null) == (request == null)) {
      throw CliException.usage("ledger show: name one row, or a request with --request");
    }
    Map<String, String> parameters =
        request == null ? Map.of("id", String.valueOf(id)) : Map.of("request", request);
    JsonObject reply = api().rows(parameters);
    if (format == Format.json) {
      out().println(JsonWriter.write(reply.members()));
      return ExitCode.OK;
    }
    String separator = "";
    for (JsonObject row : reply.objects("rows")) {
      out().print(separator + RowText.of(row));
      separator = "\n";
    }
    return ExitCode.OK;
  }

  private LedgerApi api() {
    return new LedgerApi(session.service(err()), session.http(err()).quiet());
  }

  private Progress progress(String what) {
    return Progress.start(session.terminal(), err(), what);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
