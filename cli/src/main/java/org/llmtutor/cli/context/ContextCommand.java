package org.llmtutor.cli.context;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.output.Style;
import org.llmtutor.cli.output.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, shows and chooses the contexts of the context file. Secrets are never shown. */
@Command(
    name = "context",
    header = "List, show and choose contexts.",
    description =
        "A context names a deployment: its URL, its Prometheus and where its token is. Contexts"
            + " live in ~/.config/monitorctl/config.yml.",
    footer = {
      "",
      "Examples:",
      "  monitorctl context list",
      "  monitorctl context use production",
      "  monitorctl --context staging health"
    })
public final class ContextCommand implements Callable<Integer> {

  private final Session session;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command of one run. */
  public ContextCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    throw CliException.usage("context: says nothing of what to do; use list, show or use");
  }

  @Command(name = "list", header = "List the contexts; a star marks the one in use.")
  int list() {
    PrintWriter out = spec.commandLine().getOut();
    Contexts contexts = contexts();
    if (contexts.entries().isEmpty()) {
      out.println("No contexts. Write some to " + contexts.file() + ":");
      out.print("\ncurrent: local\ncontexts:\n  local:\n    url: http://127.0.0.1:8080\n");
      return ExitCode.OK;
    }
    Table table =
        new Table(
            List.of(
                Table.text(""),
                Table.text("NAME"),
                Table.text("URL"),
                Table.text("PROMETHEUS"),
                Table.text("TOKEN")));
    for (ContextEntry entry : contexts.entries().values()) {
      boolean inUse = contexts.current().filter(entry.name()::equals).isPresent();
      table.row(
          inUse ? Style.BOLD : Style.PLAIN,
          inUse ? "*" : "",
          entry.name(),
          address(entry, "url"),
          address(entry, "prometheus"),
          token(entry));
    }
    out.print(table.render(session.terminal()));
    return ExitCode.OK;
  }

  @Command(name = "show", header = "Show what is in use, and where each value comes from.")
  int show() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Target service = session.service(err);
    Target prometheus = session.prometheus(null, err);
    Table table = new Table(List.of(Table.text("WHAT"), Table.text("URL"), Table.text("TOKEN")));
    table.row("service", service.base().toString(), service.authorization().origin());
    table.row("prometheus", prometheus.base().toString(), prometheus.authorization().origin());
    out.print(table.render(session.terminal()));
    return ExitCode.OK;
  }

  @Command(name = "use", header = "Choose the context for the runs to come.")
  int use(@Parameters(paramLabel = "NAME", description = "A context's name.") String name) {
    Contexts contexts = contexts();
    contexts.named(name);
    ContextFileEditor.setCurrent(contexts.file(), name);
    spec.commandLine().getOut().println("Now using context '" + name + "'.");
    return ExitCode.OK;
  }

  private Contexts contexts() {
    return session.contexts(spec.commandLine().getErr());
  }

  private static String address(ContextEntry entry, String field) {
    return entry
        .field(field)
        .map(url -> Target.parse(url, field, org.llmtutor.cli.http.Authorization.NONE))
        .map(target -> target.base().toString())
        .orElse("-");
  }

  private static String token(ContextEntry entry) {
    if (entry.field("token").isPresent()) {
      return "in the file";
    }
    return entry
        .field("token_env")
        .map(name -> "from $" + name)
        .orElseGet(() -> entry.field("token_file").map(file -> "from " + file).orElse("-"));
  }
}
