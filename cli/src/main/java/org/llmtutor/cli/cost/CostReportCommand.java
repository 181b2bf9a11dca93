package org.llmtutor.cli.cost;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Terminal;
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
      "Exit codes: 0 fine, 1 the service or the webhook could not be reached, 2 usage, 3 more than"
          + " --fail-over.",
      "",
      "Examples:",
      "  monitorctl cost-report",
      "  monitorctl cost-report --since 7d --by class,model --compare previous",
      "  monitorctl cost-report --since 4w --by learner --top 20 --with-names",
      "  monitorctl cost-report --since 4w --by class --unit exercise",
      "  monitorctl cost-report --forecast --budget -o html --output-file report.html",
      "  monitorctl cost-report --since 1d --fail-over 25 --notify --quiet",
      "  monitorctl cost-report --from 2026-01-01 --to 2026-02-01 --by month,class -o csv"
    })
public final class CostReportCommand implements Callable<Integer> {

  private static final String NOTIFY_VARIABLE = "MONITORCTL_NOTIFY_URL";

  /** Forms of output. */
  enum Format {
    table,
    json,
    csv,
    markdown,
    html
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
          "One or more of day, week, month, learner, class, model, provider, feature, exercise,"
              + " separated by commas (default: ${DEFAULT-VALUE}).")
  private String by = "model";

  @Option(names = "--top", paramLabel = "N", description = "Only the N most expensive rows.")
  private @Nullable Integer top;

  @Option(
      names = "--compare",
      paramLabel = "RANGE",
      description =
          "Compare with other days: previous (as many days just before), or FROM..TO, TO being the"
              + " day after the last.")
  private @Nullable String compare;

  @Option(
      names = "--unit",
      paramLabel = "UNIT",
      description =
          "Tell the cost of one solved exercise, active learner or hint: exercise, learner, hint.")
  private @Nullable String unit;

  @Option(
      names = "--forecast",
      description = "Tell what this month will have cost at its end, with an 80%% interval.")
  private boolean forecast;

  @Option(
      names = "--budget",
      description =
          "Tell what the platform's budgets hold; with --with-names, the fullest of classes and"
              + " learners too.")
  private boolean budget;

  @Option(
      names = "--trend",
      negatable = true,
      description =
          "Show four weeks by row and mark unusual last days (default: in table and html, where"
              + " rows are not days, weeks or months).")
  private @Nullable Boolean trend;

  @Option(
      names = "--with-names",
      description =
          "Name learners, and show groups of fewer than five learners. The service logs that.")
  private boolean withNames;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  @Option(
      names = "--output-file",
      paramLabel = "FILE",
      description = "Write the report there instead of to standard output.")
  private @Nullable Path outputFile;

  @Option(names = "--ascii", description = "Draw with ASCII characters alone.")
  private boolean ascii;

  @Option(
      names = "--fail-over",
      paramLabel = "USD",
      description =
          "Exit with 3 when the total, unknown exposure included, is more than so many dollars.")
  private @Nullable String failOver;

  @Option(
      names = "--notify",
      paramLabel = "URL",
      arity = "0..1",
      fallbackValue = "",
      description =
          "Send the report to a Slack-compatible webhook. Its address is a secret: better than here"
              + " it stands in MONITORCTL_NOTIFY_URL or in the context's notify_url.")
  private @Nullable String notify;

  @Option(names = "--quiet", description = "Print nothing unless something is wrong.")
  private boolean quiet;

  /** The command of one run. */
  public CostReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    CostQuery.Extras extras = new CostQuery.Extras(compare, unit, wantsTrend(), withNames);
    CostQuery query = CostQuery.of(new CostQuery.Days(day, since, from, to), by, top, extras);
    Alarm alarm = Alarm.parse(failOver);
    Optional<Webhook> webhook = webhook(err);
    HttpCaller http = session.http(err);
    OpsApi service = new OpsApi(session.service(err), http);
    JsonObject reply = service.costReport(query);
    Map<String, @Nullable Object> json = new LinkedHashMap<>(reply.members());
    Facts facts = facts(service, reply, json);
    String text = text(facts, json);
    if (outputFile != null) {
      write(session.environment().resolve(outputFile.toString()), text);
    } else if (!quiet) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
    }
    boolean over = alarm != null && alarm.isOver(facts.report());
    if (alarm != null && over) {
      err.println("monitorctl: --fail-over: " + alarm.message(facts.report()));
    }
    webhook.ifPresent(to -> to.send(http, CostMessage.of(facts, alarm)));
    return over ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private boolean wantsTrend() {
    return trend == null ? format == Format.table || format == Format.html : trend;
  }

  /** Asks for what else is wanted, and adds it to {@code json} as it was sent. */
  private Facts facts(OpsApi service, JsonObject reply, Map<String, @Nullable Object> json) {
    JsonObject ahead = forecast ? service.forecast() : null;
    JsonObject budgets = budget ? budgets(service) : null;
    if (ahead != null) {
      json.put("forecast", ahead.members());
    }
    if (budgets != null) {
      json.put("budgets", budgets.members());
    }
    return new Facts(
        CostReportReader.read(reply),
        ahead == null ? null : ForecastReader.forecast(ahead),
        budgets == null ? null : ForecastReader.budgets(budgets));
  }

  /** Those of classes and learners only with names: of a small class they tell what rows do not. */
  private JsonObject budgets(OpsApi service) {
    JsonObject reply = service.budgets();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(reply.members());
    shown.put(
        "windows",
        reply.objects("windows").stream()
            .filter(window -> withNames || window.text("scope").equals("platform"))
            .map(JsonObject::members)
            .toList());
    return new JsonObject(shown, reply.source(), reply.path());
  }

  private String text(Facts facts, Map<String, @Nullable Object> json) {
    Terminal terminal = ascii ? session.terminal().withoutUnicode() : session.terminal();
    return switch (format) {
      case json -> JsonWriter.write(json) + "\n";
      case csv -> new CostCsv(facts.report()).text();
      case markdown -> new CostTable(facts, terminal).markdown();
      case table -> new CostTable(facts, terminal).text();
      case html -> new CostHtml(facts).text();
    };
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw CliException.failed(
          "--output-file " + file + ": cannot be written; name a file in a folder that exists");
    }
  }

  private Optional<Webhook> webhook(PrintWriter err) {
    if (notify == null) {
      return Optional.empty();
    }
    if (!notify.isEmpty()) {
      return Optional.of(Webhook.parse(notify, "--notify"));
    }
    return Optional.of(
        session
            .setting(NOTIFY_VARIABLE, "notify_url", err)
            .map(address -> Webhook.parse(address, "--notify"))
            .orElseThrow(
                () ->
                    CliException.usage(
                        "--notify: no address; give one, or set "
                            + NOTIFY_VARIABLE
                            + " or the context's notify_url")));
  }
}
