package org.llmtutor.cli.context;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.http.Authorization;

/** Finds credentials. They are read only when a server to send them to is known. */
final class TokenFinder {

  private static final int LONGEST = 8192;

  private final Environment environment;

  TokenFinder(Environment environment) {
    this.environment = environment;
  }

  /** What a context says of its token; {@code prefix} is empty or {@code prometheus_}. */
  Authorization ofContext(@Nullable ContextEntry entry, String prefix) {
    if (entry == null) {
      return Authorization.NONE;
    }
    String origin = "context '" + entry.name() + "'";
    String inline = entry.field(prefix + "token").orElse("");
    if (!inline.isEmpty()) {
      return Authorization.bearer(valid(inline, origin), origin);
    }
    String variable = entry.field(prefix + "token_env").orElse("");
    if (!variable.isEmpty()) {
      return ofRequiredVariable(variable, origin);
    }
    String file = entry.field(prefix + "token_file").orElse("");
    return file.isEmpty() ? Authorization.NONE : ofFile(home(file), origin);
  }

  private Authorization ofRequiredVariable(String variable, String origin) {
    Authorization found = ofVariable(variable);
    if (!found.isPresent()) {
      throw CliException.usage(origin + ": the variable " + variable + " is not set; export it");
    }
    return found;
  }

  /** The value of an environment variable; none when unset. */
  Authorization ofVariable(String variable) {
    return environment
        .variable(variable)
        .map(token -> Authorization.bearer(valid(token, variable), variable))
        .orElse(Authorization.NONE);
  }

  /** The token that a service on this machine left for its operators; none when there is none. */
  Authorization ofThisMachine() {
    List<Path> places = new ArrayList<>();
    places.add(environment.resolve("data/ops.token"));
    environment
        .variable("MONITORCTL_HOME")
        .ifPresent(home -> places.add(environment.resolve(home).resolve("data/ops.token")));
    for (Path place : places) {
      if (Files.isReadable(place)) {
        return ofFile(place, "data/ops.token");
      }
    }
    return Authorization.NONE;
  }

  private Authorization ofFile(Path file, String origin) {
    try {
      if (Files.size(file) > LONGEST) {
        throw CliException.usage(file + ": too large for a token; check " + origin);
      }
      return Authorization.bearer(valid(Files.readString(file).strip(), file.toString()), origin);
    } catch (IOException e) {
      throw CliException.usage(file + ": the token cannot be read; check " + origin);
    }
  }

  private static String valid(String token, String origin) {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) <= ' ' || token.charAt(i) > '~') {
        throw CliException.usage(
            origin + ": the token holds characters that no token has; copy it again");
      }
    }
    return token;
  }

  private Path home(String path) {
    String home = environment.variable("HOME").orElse("");
    return path.startsWith("~/") && !home.isEmpty()
        ? Path.of(home).resolve(path.substring(2))
        : environment.resolve(path);
  }
}
