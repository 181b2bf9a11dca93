package org.llmtutor.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.failure.Suggestion;
import org.llmtutor.cli.output.PlainText;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells of every error in one line on standard error; defects too, unless a trace is asked for. */
final class ErrorPrinter implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final int LONGEST = 1000;

  private final Environment environment;

  ErrorPrinter(Environment environment) {
    this.environment = environment;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine line = e.getCommandLine();
    String name = line.getCommandSpec().qualifiedName(" ");
    String message =
        e instanceof UnmatchedArgumentException unmatched
            ? unmatched(unmatched, line, name)
            : firstLine(String.valueOf(e.getMessage())) + "; see '" + name + " --help'";
    print(line.getErr(), message);
    return ExitCode.USAGE;
  }

  private static String unmatched(
      UnmatchedArgumentException e, CommandLine line, String commandName) {
    String word = e.getUnmatched().get(0);
    boolean option = word.startsWith("-");
    List<String> known = new ArrayList<>();
    if (option) {
      for (OptionSpec spec : line.getCommandSpec().options()) {
        known.addAll(List.of(spec.names()));
      }
    } else {
      known.addAll(line.getSubcommands().keySet());
    }
    String what = option ? "option" : known.isEmpty() ? "argument" : "command";
    String name = option ? word.split("=", 2)[0] : word;
    return "'"
        + name
        + "': unknown "
        + what
        + Suggestion.didYouMean(name, known, "; see '" + commandName + " --help'");
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    if (e instanceof CliException expected) {
      print(line.getErr(), expected.getMessage());
      return expected.exitCode();
    }
    if (environment.variable("MONITORCTL_DEBUG").isPresent()) {
      e.printStackTrace(line.getErr());
    } else {
      print(
          line.getErr(),
          "internal error: " + e + "; report it with the output of MONITORCTL_DEBUG=1");
    }
    return ExitCode.FAILED;
  }

  private static void print(PrintWriter err, String message) {
    err.println("monitorctl: " + PlainText.of(message, LONGEST));
  }
}
