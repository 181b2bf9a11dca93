package org.llmtutor.cli.prices;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.http.HttpCaller;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.time.InstantText;
import org.llmtutor.rules.problem.SourceText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Asks the service what past calls would cost with other prices. */
@Command(
    name = "reprice",
    header = "Tell what past calls would cost with other prices.",
    description =
        "The service prices its settled calls again, by when each started, and compares with what"
            + " is booked. Nothing in the ledger changes. Days are days in the platform's zone.",
    footer = {
      "",
      "Examples:",
      "  monitorctl prices reprice --since 30d --book prices.yml",
      "  monitorctl prices reprice --since 2026-11-01 --as-of 2026-11-15",
      "  monitorctl prices reprice --since 7d --by day,model -o csv"
    })
final class PricesRepriceCommand implements Callable<Integer> {

  /** The service takes up to a minute by default. */
  private static final Duration WAIT = Duration.ofSeconds(90);

  @ParentCommand private @Nullable PricesCommand parent;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--as-of",
      paramLabel = "TIME",
      description = "With what the book knew then (default: all it knows).")
  private @Nullable String asOf;

  @Option(
      names = "--book",
      paramLabel = "FILE",
      description = "With this file as cost.priceFile (default: the book in use).")
  private @Nullable String file;

  @Option(
      names = "--since",
      paramLabel = "DAY|DAYS",
      description = "From this day on, or so many days: 2026-01-31, 30d, 4w (default: today).")
  private @Nullable String since;

  @Option(
      names = "--until",
      paramLabel = "DAY",
      description = "The day after the last (default: tomorrow).")
  private @Nullable String until;

  @Option(
      names = "--by",
      paramLabel = "DIMENSIONS",
      description = "Dimensions of a cost report, separated by commas (default: ${DEFAULT-VALUE}).")
  private String by = "model";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  PricesRepriceCommand() {}

  @Override
  public Integer call() {
    Session session = Objects.requireNonNull(parent).session();
    PrintWriter err = spec.commandLine().getErr();
    String body = JsonWriter.write(question(session, err));
    Target service = session.service(err);
    HttpCaller http = session.http(err);
    HttpCaller patient = session.timeout().isPresent() ? http : http.waitingAtLeast(WAIT);
    HttpRequest request =
        HttpRequest.post(service.at("/api/ops/prices/reprice"), service.authorization(), body);
    PrintWriter out = spec.commandLine().getOut();
    try (HttpReply reply = patient.send(request)) {
      JsonObject report = reply.json();
      RepriceSheet sheet = new RepriceSheet(report);
      switch (format) {
        case json -> out.println(JsonWriter.write(report.members()));
        case csv -> out.print(sheet.sheet().csv());
        case markdown -> out.print(sheet.sheet().markdown() + sheet.notes());
        case table -> out.print(sheet.text(session.terminal()));
      }
    }
    return ExitCode.OK;
  }

  private Map<String, Object> question(Session session, PrintWriter err) {
    Map<String, Object> question = new LinkedHashMap<>();
    if (since != null && since.matches("[1-9]\\d{0,3}[dw]")) {
      int amount = Integer.parseInt(since.substring(0, since.length() - 1));
      question.put("since", since.endsWith("w") ? amount * 7 : amount);
    } else if (since != null) {
      question.put("from", day("--since", since, "a form such as 2026-01-31, 30d or 4w"));
    }
    if (until != null) {
      question.put("to", day("--until", until, "a form such as 2026-01-31"));
    }
    question.put("by", by);
    if (asOf != null) {
      question.put(
          "as_of", InstantText.parse(asOf, session.environment().clock().instant()).toString());
    }
    if (file != null) {
      BookSource source = new BookSource(session, err);
      SourceText text = source.text(file);
      source.entries(text);
      question.put("book", text.text());
    }
    return question;
  }

  private static String day(String option, String text, String forms) {
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeException e) {
      throw CliException.usage(option + " '" + text + "': not a day; use " + forms);
    }
  }
}
