package org.llmtutor.cli.completion;

import java.util.concurrent.Callable;
import org.llmtutor.cli.failure.ExitCode;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes monitorctl in a shell. */
@Command(
    name = "completion",
    header = "Print a completion script for a shell.",
    footer = {
      "",
      "Examples:",
      "  source <(monitorctl completion bash)",
      "  source <(monitorctl completion zsh)",
      "  monitorctl completion fish | source"
    })
public final class CompletionCommand implements Callable<Integer> {

  /** Shells that a script is made for. */
  enum Shell {
    bash,
    zsh,
    fish
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1", paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
  private Shell shell = Shell.bash;

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    String script =
        shell == Shell.fish
            ? new FishCompletion(root).script()
            : AutoComplete.bash(root.getCommandName(), root);
    spec.commandLine().getOut().print(script);
    return ExitCode.OK;
  }
}
