package org.llmtutor.cli.learners;

import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.context.Target;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.http.HttpReply;
import org.llmtutor.cli.http.HttpRequest;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonWriter;
import org.llmtutor.cli.output.PlainText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is kept of a learner, and erases one. */
@Command(
    name = "learners",
    header = "Show what is kept of a learner, and erase one.",
    description = "A learner is named by id, or by the pseudonym that logs and metrics show.",
    footer = {
      "",
      "Examples:",
      "  monitorctl learners show u1f2e3d4c5b6a",
      "  monitorctl learners erase u1f2e3d4c5b6a --yes",
      "",
      "Exit codes: 0 fine, 1 failed or not reached, 2 usage."
    })
public final class LearnersCommand implements Callable<Integer> {

  /** Forms of output. */
  enum Format {
    text,
    json
  }

  private static final String BASE = "/api/ops/learners/";

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command of one run. */
  public LearnersCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    throw CliException.usage("learners: says nothing of what to do; use show or erase");
  }

  @Command(
      name = "show",
      header = "Show what is kept of a learner.",
      description = "Counts alone: no name and no text is shown.")
  int show(
      @Parameters(paramLabel = "LEARNER", description = "Id or pseudonym.") String learner,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FORMAT",
              defaultValue = "text",
              description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
          Format format) {
    print(call("GET", learner), "records", format);
    return ExitCode.OK;
  }

  @Command(
      name = "erase",
      header = "Erase a learner for good.",
      description =
          "Name, token, conversations, code and feedback go; the ledger keeps its amounts under an"
              + " id that leads to nobody. Again is no error. docs/privacy.md says what is left.")
  int erase(
      @Parameters(paramLabel = "LEARNER", description = "Id or pseudonym.") String learner,
      @Option(names = "--yes", description = "Really do it; it cannot be undone.") boolean yes,
      @Option(
              names = {"-o", "--output"},
              paramLabel = "FORMAT",
              defaultValue = "text",
              description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
          Format format) {
    if (!yes) {
      throw CliException.usage(
          "learners erase: cannot be undone; see 'monitorctl learners show "
              + PlainText.of(learner)
              + "', then add --yes");
    }
    print(call("DELETE", learner), "removed", format);
    return ExitCode.OK;
  }

  private JsonObject call(String method, String learner) {
    Target service = session.service(err());
    String path = BASE + URLEncoder.encode(learner, StandardCharsets.UTF_8).replace("+", "%20");
    URI uri = service.at(path);
    HttpRequest request =
        method.equals("GET")
            ? HttpRequest.get(uri, service.authorization())
            : HttpRequest.delete(uri, service.authorization());
    try (HttpReply reply = session.http(err()).send(request)) {
      if (reply.status() == 404) {
        throw CliException.failed(
            "'"
                + PlainText.of(learner)
                + "': no such learner; take the id from the ledger, or the pseudonym from a log line");
      }
      return reply.json();
    }
  }

  private void print(JsonObject reply, String counts, Format format) {
    if (format == Format.json) {
      out().println(JsonWriter.write(reply.members()));
      return;
    }
    line("learner", reply.text("pseudonym"));
    line("id", reply.text("id"));
    reply.optionalText("class_code").ifPresent(code -> line("class", code));
    reply.optionalText("created_at").ifPresent(time -> line("registered", time));
    reply.optionalText("erased_at").ifPresent(time -> line("erased", time));
    for (Map.Entry<String, @Nullable Object> each : reply.object(counts).members().entrySet()) {
      line(
          (counts.equals("removed") ? "removed " : "") + each.getKey().replace('_', ' '),
          String.valueOf(each.getValue()));
    }
    line("ledger rows kept", reply.number("ledger_rows").toPlainString());
  }

  private void line(String name, String value) {
    out().println(String.format(Locale.ROOT, "%-24s %s", PlainText.of(name), PlainText.of(value)));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
