package org.llmtutor.cli.sentry;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.cli.output.Style;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Has the service send a marked error report to Sentry; exit 1 when it did not arrive. */
@Command(
    name = "sentry-test",
    header = "Send a test report to Sentry and tell whether it arrived.",
    description =
        "The service sends a marked event the way that its errors go, and waits for what becomes"
            + " of it. Exit 0 when Sentry took it, 1 when not or when the service was not reached.",
    footer = {"", "Examples:", "  monitorctl sentry-test", "  monitorctl sentry-test -o json"})
public final class SentryTestCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    text,
    json
  }

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Format format = Format.text;

  /** The command of one run. */
  public SentryTestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Target service = session.service(err);
    HttpRequest request =
        HttpRequest.post(service.at("/api/ops/sentry/test"), service.authorization(), "{}");
    try (HttpReply reply = session.http(err).send(request)) {
      JsonObject test = reply.json();
      boolean delivered = test.text("outcome").equals("delivered");
      out.print(format == Format.json ? JsonWriter.write(test.members()) + "\n" : text(test));
      return delivered ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private String text(JsonObject test) {
    String outcome = test.text("outcome");
    Style style = outcome.equals("delivered") ? Style.GREEN : Style.RED;
    StringBuilder text = new StringBuilder();
    text.append(session.terminal().styled(verdict(test, outcome), style)).append('\n');
    test.optionalText("event_id").ifPresent(id -> text.append(line("event", id)));
    return text.append(line("environment", test.text("environment")))
        .append(line("release", test.text("release")))
        .toString();
  }

  private static String line(String name, String value) {
    return "  %-11s  %s%n".formatted(name, PlainText.of(value)).replace("\r\n", "\n");
  }

  /** What happened and what to do about it. */
  private static String verdict(JsonObject test, String outcome) {
    String status = test.optionalNumber("status").map(code -> " (" + code + ")").orElse("");
    return switch (outcome) {
      case "delivered" -> "delivered: look for the event in Sentry";
      case "off_in_development" ->
          "not sent: reports are off in development; set APP_ENV to staging or production";
      case "no_dsn" -> "not sent: the service has no DSN; set SENTRY_DSN";
      case "refused" ->
          "not delivered: Sentry refuses the key"
              + status
              + "; compare SENTRY_DSN with the project's";
      case "rate_limited" ->
          "not delivered: Sentry wants fewer reports"
              + status
              + "; wait, or raise the project's quota";
      case "failed" ->
          "not delivered: Sentry answered with an error" + status + "; see its status page";
      case "unreachable" ->
          "not delivered: Sentry cannot be reached; check SENTRY_DSN, DNS and firewall";
      case "timed_out" ->
          "not delivered: no answer in time; Sentry is slow, or reports queue up"
              + " (console.sentryTestDeadline)";
      default -> "not delivered: " + PlainText.of(outcome);
    };
  }
}
