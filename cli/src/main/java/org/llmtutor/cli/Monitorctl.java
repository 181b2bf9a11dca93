package org.llmtutor.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.llmtutor.cli.check.CheckAlertsCommand;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.context.GlobalOptions;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;

/**
 * The root command. To start fast, a run first builds only the subcommands that its arguments name;
 * when those do not parse, it builds all of them, so that help and suggestions know every name.
 */
@Command(
    name = "monitorctl",
    header = "Operate an LLM coding tutor: metrics, costs, alerts, smoke tests.",
    versionProvider = ToolVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommandsRepeatable = false,
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Examples:",
      "  monitorctl smoke --wait 60s",
      "  monitorctl cost-report --since 7d --by model",
      "  monitorctl query 'rate(http_requests_total[5m])' --since 1h -o chart",
      "  monitorctl --context production health",
      "",
      "Environment: MONITORCTL_URL, MONITORCTL_PROMETHEUS or PROMETHEUS_URL, OPS_TOKEN,",
      "MONITORCTL_PROMETHEUS_TOKEN, MONITORCTL_ALERTMANAGER_TOKEN, METRICS_TOKEN,",
      "MONITORCTL_NOTIFY_URL, NO_COLOR.",
      "Exit codes: 0 fine, 1 failed or not reached, 2 usage, 3 problems found."
    })
public final class Monitorctl implements Runnable {

  private static final int NOT_PARSED = -1;

  @Mixin private final GlobalOptions options = new GlobalOptions();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;

  Monitorctl() {}

  @Override
  public void run() {
    throw CliException.usage("no command given; see 'monitorctl --help'");
  }

  /**
   * Runs the tool once.
   *
   * @param args arguments as the shell gave them
   * @return the exit code, one of {@link ExitCode}
   */
  public static int run(
      List<String> args, Environment environment, PrintWriter out, PrintWriter err) {
    if (!args.isEmpty() && args.get(0).equals("help")) {
      return run(helpOption(args), environment, out, err);
    }
    if (isPlainCheck(args)) {
      return plainCheck(args.subList(1, args.size()), environment, out, err);
    }
    String[] arguments = args.toArray(new String[0]);
    List<String> named = args.stream().filter(CommandCatalogue.NAMES::contains).toList();
    int code = NOT_PARSED;
    if (!named.isEmpty() && !named.contains("completion")) {
      CommandLine few = commandLine(named, environment, out, err);
      few.setParameterExceptionHandler((e, unused) -> NOT_PARSED);
      code = few.execute(arguments);
    }
    if (code == NOT_PARSED) {
      CommandLine all = commandLine(CommandCatalogue.NAMES, environment, out, err);
      code = all.execute(arguments);
    }
    out.flush();
    err.flush();
    return code;
  }

  /** {@code help ledger verify} as {@code ledger verify --help}; an unknown name as it is. */
  private static List<String> helpOption(List<String> args) {
    List<String> asked = new ArrayList<>(args.subList(1, args.size()));
    if (asked.isEmpty() || CommandCatalogue.NAMES.contains(asked.get(0))) {
      asked.add("--help");
    }
    return asked;
  }

  /** Whether it is {@code check-alerts} with paths alone, which is asked in editors and hooks. */
  private static boolean isPlainCheck(List<String> args) {
    if (args.isEmpty() || !args.get(0).equals("check-alerts")) {
      return false;
    }
    for (String arg : args) {
      if (arg.startsWith("-") && !arg.equals("-")) {
        return false;
      }
    }
    return true;
  }

  private static int plainCheck(
      List<String> paths, Environment environment, PrintWriter out, PrintWriter err) {
    try {
      return new CheckAlertsCommand(new Session(environment, new GlobalOptions()))
          .check(paths, out, err, environment.terminal().color());
    } catch (RuntimeException e) {
      return new ErrorPrinter(environment).tell(e, err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static CommandLine commandLine(
      List<String> names, Environment environment, PrintWriter out, PrintWriter err) {
    Monitorctl root = new Monitorctl();
    Session session = new Session(environment, root.options);
    CommandLine line = new CommandLine(root);
    for (String name : names) {
      if (!line.getSubcommands().containsKey(name)) {
        CommandLine subcommand = new CommandLine(CommandCatalogue.create(name, session));
        // The root's help option is inherited; one of the command's own would clash with it.
        subcommand.getCommandSpec().mixinStandardHelpOptions(false);
        line.addSubcommand(name, subcommand);
      }
    }
    configure(line, session, out, err);
    return line;
  }

  private static void layOut(CommandLine line) {
    UsageMessageSpec usage = line.getCommandSpec().usageMessage();
    usage.abbreviateSynopsis(true);
    usage.descriptionHeading("%n");
    usage.optionListHeading("%nOptions:%n");
    usage.commandListHeading("%nCommands:%n");
    line.getSubcommands().values().forEach(Monitorctl::layOut);
  }

  private static void configure(
      CommandLine line, Session session, PrintWriter out, PrintWriter err) {
    ErrorPrinter errors = new ErrorPrinter(session.environment());
    line.setExpandAtFiles(false);
    line.setOut(out).setErr(err);
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            session.environment().terminal().color()
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(Math.max(60, Math.min(100, session.environment().terminal().width())));
    line.setUsageHelpLongOptionsMaxWidth(24);
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    line.setInterpolateVariables(true);
    line.getSubcommands().values().forEach(Monitorctl::layOut);
  }
}
