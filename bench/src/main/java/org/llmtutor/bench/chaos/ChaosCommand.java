package org.llmtutor.bench.chaos;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code bench chaos}: kills the service while learners write and audits the ledger afterwards.
 * Exit code 0 when every promise was kept, 1 when one was broken, 2 for usage.
 */
@Command(
    name = "chaos",
    description = {
      "Kills the service while learners write, then counts what was acknowledged against what is",
      "booked. What the service wrote is kept when a promise is broken."
    },
    sortOptions = false)
public final class ChaosCommand implements Callable<Integer> {

  private static final int MAX_KILLS = 100_000;
  private static final int MAX_LEARNERS = 1_000;
  private static final int MAX_INSTANCES = 20;
  private static final int MAX_MESSAGES = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "the service (default: ${DEFAULT-VALUE})")
  private Path jar = Path.of("service/target/service.jar");

  @Option(names = "--kills", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int kills = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the moments of the kills (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--learners",
      paramLabel = "N",
      description = "messages under way at most (default: ${DEFAULT-VALUE})")
  private int learners = 12;

  @Option(
      names = "--replays",
      paramLabel = "N",
      description = "send keys that have their reply again, N times (default: each once)")
  private long replays = 0;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = {
        "an empty PostgreSQL database: then several instances run on it, many messages are sent",
        "at once with a budget for a part of them, and one instance is killed"
      })
  private @Nullable String databaseUrl;

  @Option(names = "--instances", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
  private int instances = 3;

  @Option(
      names = "--messages",
      paramLabel = "N",
      description = "sent at once to the instances (default: ${DEFAULT-VALUE})")
  private int messages = 1_000;

  @Option(
      names = "--holds",
      paramLabel = "N",
      description = "messages that the budget can hold at one time (default: ${DEFAULT-VALUE})")
  private int holds = 150;

  /** For picocli. */
  public ChaosCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException, SQLException {
    requireRange("--kills", kills, 0, MAX_KILLS);
    requireRange("--learners", learners, 1, MAX_LEARNERS);
    requireRange("--instances", instances, 2, MAX_INSTANCES);
    requireRange("--messages", messages, 1, MAX_MESSAGES);
    requireRange("--holds", holds, 1, MAX_MESSAGES);
    if (!Files.isReadable(jar)) {
      throw usage("--jar: '" + jar + "' cannot be read; run 'make build'");
    }
    Path directory = Files.createTempDirectory("chaos");
    PrintWriter out = spec.commandLine().getOut();
    boolean kept = run(directory, out);
    if (kept) {
      delete(directory);
    } else {
      out.println("what the service wrote is kept in " + directory);
    }
    return kept ? 0 : 1;
  }

  private boolean run(Path directory, PrintWriter out)
      throws IOException, InterruptedException, SQLException {
    Path service = jar.toAbsolutePath();
    String shared = databaseUrl;
    if (shared == null) {
      ChaosRun.Options options =
          new ChaosRun.Options(service, directory, kills, seed, learners, replays);
      return new ChaosRun(options, out).run();
    }
    FleetRun.Options options =
        new FleetRun.Options(service, directory, shared, seed, instances, messages, holds);
    return new FleetRun(options, out).run();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    }
  }

  private void requireRange(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw usage("%s: %d is out of range; use %d to %d".formatted(option, value, least, most));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
