package org.llmtutor.cli.health;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.Numbers;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import org.llmtutor.cli.time.DurationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the service's health; exit 1 when it is unhealthy or cannot be reached. */
@Command(
    name = "health",
    header = "Show the service's health.",
    description = "Exit 0 when healthy or degraded, 1 when unhealthy or not reached.",
    footer = {"", "Examples:", "  monitorctl health", "  monitorctl health -o json"})
public final class HealthCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    table,
    json
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.table;

  /** The command of one run. */
  public HealthCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Target service = session.address(err);
    HttpRequest request = HttpRequest.get(service.at("/health"), service.authorization());
    try (HttpReply reply = session.http(err).send(request)) {
      HttpReply.Content content = reply.content();
      JsonObject health = content.body();
      if (health == null || health.optionalText("status").isEmpty()) {
        throw reply.isSuccess()
            ? CliException.failed(request.shown() + ": answered with no health; check the URL")
            : content.refusal();
      }
      out.print(format == Format.json ? JsonWriter.write(health.members()) + "\n" : table(health));
      return health.text("status").equals("unhealthy") ? ExitCode.FAILED : ExitCode.OK;
    }
  }

  private String table(JsonObject health) {
    String status = health.text("status");
    JsonObject monitoring = health.object("monitoring");
    String summary =
        terminalStyled(status)
            + ", version "
            + PlainText.of(health.text("version"))
            + ", up "
            + DurationText.format(java.time.Duration.ofSeconds(health.count("uptime_seconds")))
            + "\ndatabase "
            + PlainText.of(health.text("database"))
            + ", redis "
            + PlainText.of(health.text("redis"))
            + ", sentry "
            + PlainText.of(monitoring.text("sentry"))
            + ", metrics "
            + PlainText.of(monitoring.text("metrics"))
            + "\n";
    JsonObject checks = health.object("checks");
    return checks.members().isEmpty() ? summary : summary + "\n" + checks(checks);
  }

  private String terminalStyled(String status) {
    return session.terminal().styled(PlainText.of(status), style(status));
  }

  private static Style style(String status) {
    return switch (status) {
      case "healthy", "ok" -> Style.GREEN;
      case "degraded" -> Style.YELLOW;
      default -> Style.RED;
    };
  }

  private String checks(JsonObject checks) {
    Table table =
        new Table(
            List.of(
                Table.text("CHECK"),
                Table.text("STATUS"),
                Table.text("REQUIRED"),
                Table.number("TIME"),
                Table.text("MESSAGE")));
    for (String name : new TreeMap<>(checks.members()).keySet()) {
      JsonObject check = checks.object(name);
      boolean required = Boolean.TRUE.equals(check.members().get("required"));
      table.row(
          name,
          check.text("status"),
          required ? "yes" : "no",
          Numbers.count(check.count("duration_ms")) + " ms",
          check.optionalText("message").orElse(""));
      table.style(1, style(check.text("status")));
    }
    return table.render(session.terminal());
  }
}
