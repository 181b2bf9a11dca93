package org.llmtutor.cli.cost;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.CostReport;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reports what LLM calls cost: today by model, or as asked. */
@Command(
    name = "cost-report",
    header = "Report what LLM calls cost.",
    description =
        "Reads the service's ledger. Without a range it reports today, by model. Amounts are"
            + " rounded in tables only; json and csv hold them exactly.",
    footer = {
      "",
      "Examples:",
      "  monitorctl cost-report",
      "  monitorctl cost-report --since 7d --by day,model",
      "  monitorctl cost-report --since 4w --by learner --top 20",
      "  monitorctl cost-report --from 2026-01-01 --to 2026-02-01 --by class -o csv"
    })
public final class CostReportCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    table,
    json,
    csv,
    markdown
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--day", paramLabel = "DATE", description = "This day, in the platform's zone.")
  private @Nullable String day;

  @Option(names = "--since", paramLabel = "DAYS", description = "So many days up to today: 7d, 4w.")
  private @Nullable String since;

  @Option(names = "--from", paramLabel = "DATE", description = "First day.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "DATE",
      description = "The day after the last (default: tomorrow).")
  private @Nullable String to;

  @Option(
      names = "--by",
      paramLabel = "DIMENSIONS",
      description =
          "One or more of day, learner, class, model, provider, feature, exercise, separated by"
              + " commas (default: ${DEFAULT-VALUE}).")
  private String by = "model";

  @Option(names = "--top", paramLabel = "N", description = "Only the N most expensive rows.")
  private @Nullable Integer top;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  /** The command of one run. */
  public CostReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    CostQuery query = CostQuery.of(new CostQuery.Days(day, since, from, to), by, top);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    JsonObject reply = new OpsApi(session.service(err), session.http(err)).costReport(query);
    CostReport report = CostReportReader.read(reply);
    switch (format) {
      case json -> out.println(JsonWriter.write(reply.members()));
      case csv -> out.print(new CostCsv(report).text());
      case markdown -> out.print(new CostTable(report, session.terminal()).markdown());
      case table -> out.print(new CostTable(report, session.terminal()).text());
    }
    return ExitCode.OK;
  }
}
