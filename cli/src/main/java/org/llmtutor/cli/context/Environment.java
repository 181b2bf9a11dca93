package org.llmtutor.cli.context;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.llmtutor.cli.output.Terminal;

/**
 * Everything a command takes from the process it runs in, so that a test can hand it another.
 *
 * @param variables environment variables
 * @param workingDirectory what relative paths refer to
 * @param stdin standard input
 * @param clock time of day
 * @param ticker passing time
 * @param terminal where output goes
 */
public record Environment(
    Map<String, String> variables,
    Path workingDirectory,
    InputStream stdin,
    Clock clock,
    Ticker ticker,
    Terminal terminal) {

  /** Copies the variables. */
  public Environment {
    variables = Map.copyOf(variables);
  }

  /** The environment of this process. */
  public static Environment system() {
    Map<String, String> variables = System.getenv();
    return new Environment(
        variables,
        Path.of("").toAbsolutePath(),
        System.in,
        Clock.systemUTC(),
        Ticker.system(),
        Terminal.detect(variables, properties(System.getProperties())));
  }

  private static Map<String, String> properties(Properties all) {
    Map<String, String> ours = new LinkedHashMap<>();
    for (String name : all.stringPropertyNames()) {
      if (name.startsWith("monitorctl.")) {
        ours.put(name, all.getProperty(name));
      }
    }
    return ours;
  }

  /** A variable's value; empty when unset or blank. */
  public Optional<String> variable(String name) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }

  /** A path as the person means it: relative to the working directory. */
  public Path resolve(String path) {
    return workingDirectory.resolve(path);
  }

  /** The context file: {@code monitorctl/config.yml} under XDG_CONFIG_HOME or ~/.config. */
  public Path contextFile() {
    Path home = Path.of(variable("HOME").orElse(System.getProperty("user.home", "/")));
    Path config = variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
    return config.resolve("monitorctl").resolve("config.yml");
  }
}
