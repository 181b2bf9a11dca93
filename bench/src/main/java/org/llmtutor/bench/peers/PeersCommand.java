package org.llmtutor.bench.peers;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code bench peers}: an LLM provider that fails on demand, and receivers of notifications. Prints
 * one line, {@code http PORT mail PORT}, and runs until it is stopped.
 */
@Command(
    name = "peers",
    description = {
      "Stands in for an LLM provider and for receivers of notifications, for scripts/e2e.",
      "PUT /llm/status sets what the provider answers; POST /notify/NAME and mail go to the journal."
    },
    sortOptions = false)
public final class PeersCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--journal",
      paramLabel = "FILE",
      required = true,
      description = "where to write what was received, a line each")
  private @Nullable Path journal;

  /** For picocli. */
  public PeersCommand() {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path file = journal;
    if (file == null) {
      throw new IllegalStateException("picocli has not set the command up");
    }
    try (Peers peers = new Peers(file)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println("http " + peers.httpPort() + " mail " + peers.mailPort());
      out.flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
