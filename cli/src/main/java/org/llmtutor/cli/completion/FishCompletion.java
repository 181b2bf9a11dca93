package org.llmtutor.cli.completion;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes completions as fish wants them, one {@code complete} line for each word. */
final class FishCompletion {

  private final CommandLine root;
  private final String program;
  private final StringBuilder script = new StringBuilder();

  FishCompletion(CommandLine root) {
    this.root = root;
    this.program = root.getCommandName();
  }

  String script() {
    Map<String, CommandLine> commands = new TreeMap<>(root.getSubcommands());
    String none = "not __fish_seen_subcommand_from " + String.join(" ", commands.keySet());
    line("", "-f");
    commands.forEach((name, command) -> word(none, name, header(command)));
    root.getCommandSpec().options().forEach(option -> option(none, option));
    commands.forEach(this::command);
    return script.toString();
  }

  private void command(String name, CommandLine command) {
    String seen = "__fish_seen_subcommand_from " + name;
    command.getCommandSpec().options().forEach(option -> option(seen, option));
    for (PositionalParamSpec parameter : command.getCommandSpec().positionalParameters()) {
      Iterable<String> candidates = parameter.completionCandidates();
      if (candidates != null) {
        candidates.forEach(candidate -> word(seen, candidate, ""));
      } else if (parameter.paramLabel().contains("FILE")
          || parameter.paramLabel().contains("PATH")) {
        line(seen, "-F");
      }
    }
    Map<String, CommandLine> below = new TreeMap<>(command.getSubcommands());
    Set<String> names = new TreeSet<>(below.keySet());
    String fresh = seen + "; and not __fish_seen_subcommand_from " + String.join(" ", names);
    below.forEach((sub, line) -> word(fresh, sub, header(line)));
  }

  private static String header(CommandLine command) {
    String[] header = command.getCommandSpec().usageMessage().header();
    return header.length == 0 ? "" : header[0];
  }

  private void word(String condition, String word, String description) {
    line(condition, "-a " + quote(word) + described(description));
  }

  private void option(String condition, OptionSpec option) {
    StringBuilder rest = new StringBuilder();
    for (String name : option.names()) {
      rest.append(rest.isEmpty() ? "" : " ");
      rest.append(name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1));
    }
    if (option.arity().max() > 0) {
      rest.append(option.longestName().endsWith("-file") ? " -r -F" : " -x");
      Iterable<String> candidates = option.completionCandidates();
      if (candidates != null) {
        rest.append(" -a ").append(quote(String.join(" ", candidates)));
      }
    }
    String[] description = option.description();
    boolean plain = description.length > 0 && !description[0].contains("${");
    line(condition, rest + described(plain ? description[0] : ""));
  }

  private static String described(String description) {
    return description.isEmpty() ? "" : " -d " + quote(description);
  }

  private void line(String condition, String rest) {
    script.append("complete -c ").append(program);
    if (!condition.isEmpty()) {
      script.append(" -n ").append(quote(condition));
    }
    script.append(' ').append(rest).append('\n');
  }

  private static String quote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
