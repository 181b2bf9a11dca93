package org.llmtutor.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.llmtutor.cli.context.Environment;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.failure.ExitCode;
import org.llmtutor.cli.output.PlainText;
import org.llmtutor.rules.problem.DidYouMean;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.ArgSpec;
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
            : badValue(e).orElse(reason(e) + "; see '" + name + " --help'");
    print(line.getErr(), message);
    return ExitCode.USAGE;
  }

  private static String reason(ParameterException e) {
    String message = firstLine(String.valueOf(e.getMessage()));
    return message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
  }

  /** What is wrong with the value of an option or a parameter, when that is what is wrong. */
  private static Optional<String> badValue(ParameterException e) {
    ArgSpec arg = e.getArgSpec();
    String value = e.getValue();
    if (arg == null || value == null) {
      return Optional.empty();
    }
    String name = arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
    String shown = name + " '" + value + "': ";
    Class<?> type = arg.isMultiValue() ? arg.auxiliaryTypes()[0] : arg.type();
    if (type.isEnum()) {
      List<String> known = Stream.of(type.getEnumConstants()).map(Object::toString).toList();
      String all = "use " + String.join(", ", known).replaceFirst(", ([^,]*)$", " or $1");
      return Optional.of(shown + "unknown; " + DidYouMean.remedy(value, known, all));
    } else if (type == Integer.class || type == int.class) {
      return Optional.of(shown + "not a number; use a whole number such as 10");
    } else if (Number.class.isAssignableFrom(type)) {
      return Optional.of(shown + "not a number; use a form such as 0.5 or 10");
    }
    String message = firstLine(String.valueOf(e.getMessage()));
    int said = message.lastIndexOf("'" + value + "': ");
    return said < 0 ? Optional.empty() : Optional.of(name + " " + message.substring(said));
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
        + "; "
        + DidYouMean.remedy(name, known, "see '" + commandName + " --help'");
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return (end < 0 ? message : message.substring(0, end)).strip();
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine line, ParseResult result) {
    return tell(e, line.getErr());
  }

  /** Tells of a failed command; the exit code. */
  int tell(Exception e, PrintWriter err) {
    if (e instanceof CliException expected) {
      print(err, expected.getMessage());
      return expected.exitCode();
    }
    if (environment.variable("MONITORCTL_DEBUG").isPresent()) {
      e.printStackTrace(err);
    } else {
      print(err, "internal error: " + e + "; report it with the output of MONITORCTL_DEBUG=1");
    }
    return ExitCode.FAILED;
  }

  private static void print(PrintWriter err, String message) {
    err.println("monitorctl: " + PlainText.of(message, LONGEST));
  }
}
