package org.llmtutor.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.llmtutor.bench.chaos.ChaosCommand;
import org.llmtutor.bench.conformance.ConformanceCommand;
import org.llmtutor.bench.measure.JmhCommand;
import org.llmtutor.bench.measure.SizingCommand;
import org.llmtutor.bench.peers.PeersCommand;
import org.llmtutor.bench.report.ReportsCommand;
import org.llmtutor.bench.request.OverheadCommand;
import org.llmtutor.bench.request.ReportingCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/**
 * {@code java -jar bench.jar jmh|conformance|peers|reports|sizing|overhead|reporting|chaos}. Output
 * is UTF-8 whatever the locale.
 */
@Command(
    name = "bench",
    description = "Benchmarks, and what tests of a deployment need.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    scope = ScopeType.INHERIT,
    subcommands = {
      JmhCommand.class,
      ConformanceCommand.class,
      PeersCommand.class,
      ReportsCommand.class,
      SizingCommand.class,
      OverheadCommand.class,
      ReportingCommand.class,
      ChaosCommand.class
    },
    synopsisSubcommandLabel = "COMMAND")
public final class Main {

  private Main() {}

  /**
   * Runs a command and ends the process: 0 fine, 1 failed or differs, 2 usage.
   *
   * @param args the command's name and its arguments
   */
  public static void main(String[] args) {
    CommandLine command = new CommandLine(new Main());
    command.setOut(writer(FileDescriptor.out)).setErr(writer(FileDescriptor.err));
    command.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          String message = failure.getMessage();
          failed.getErr().println("bench: " + (message == null ? failure : message));
          return failed.getCommandSpec().exitCodeOnExecutionException();
        });
    System.exit(command.execute(args));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
  }

  /** The version in the jar's manifest. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"bench " + (version == null ? "unpackaged" : version)};
    }
  }
}
