package org.llmtutor.service;

import io.dropwizard.configuration.ConfigurationException;
import java.io.PrintWriter;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.llmtutor.prices.PriceBookException;

/**
 * Tells the operator why a command failed: one line per mistake, with its place in the
 * configuration. A stack trace is printed for defects alone.
 */
final class StartFailure {

  private static final String PREFIX = "llm-tutor: ";
  private static final Pattern BIND = Pattern.compile("Failed to bind to (.*)");
  private static final Pattern AT =
      Pattern.compile(
          "(?:Failed to parse configuration|Incorrect type of value) at: ([^;]*); (.*)",
          Pattern.DOTALL);
  private static final Pattern UNKNOWN =
      Pattern.compile(
          "Unrecognized field at: (\\S+)(?:\\s+Did you mean\\?:\\s+- (\\S+).*)?", Pattern.DOTALL);
  private static final List<Pattern> NOISE =
      List.of(
          Pattern.compile("Cannot construct instance of `[^`]*`, problem: "),
          Pattern.compile("Cannot deserialize value of type `[^`]*` "),
          Pattern.compile(" as a subtype of `[^`]*`"),
          Pattern.compile("\\s*at \\[Source:[^\\]]*]"),
          Pattern.compile("\\s*\\(through reference chain:.*\\)"),
          Pattern.compile("\\s*\\(for POJO property '\\w*'\\)"));

  private StartFailure() {}

  /** Prints why {@code file} could not be used or the service could not be started. */
  static void print(Throwable failure, @Nullable String file, PrintWriter err) {
    if (isDefect(failure)) {
      failure.printStackTrace(err);
    }
    lines(failure, file).forEach(line -> err.println(PREFIX + line));
    err.flush();
  }

  /** The lines without what they begin with. */
  static List<String> lines(Throwable failure, @Nullable String file) {
    if (failure instanceof ConfigurationException wrong) {
      String place = file == null ? "" : file + ": ";
      return wrong.getErrors().stream().map(error -> place + mistake(error)).toList();
    }
    if (failure instanceof PriceBookException wrong) {
      return wrong.lines();
    }
    for (Throwable cause : chain(failure)) {
      Matcher bind = BIND.matcher(String.valueOf(cause.getMessage()));
      if (bind.find()) {
        return List.of(cannotListen(bind.group(1), failure));
      }
    }
    return List.of(oneLine(said(failure)) + reason(failure));
  }

  private static String mistake(String error) {
    Matcher unknown = UNKNOWN.matcher(error.strip());
    if (unknown.matches()) {
      String near = unknown.group(2);
      return unknown.group(1)
          + ": unknown field; "
          + (near == null ? "remove it" : "did you mean '" + near + "'?");
    }
    String text = error;
    for (Pattern noise : NOISE) {
      text = noise.matcher(text).replaceAll("");
    }
    text = oneLine(text);
    Matcher at = AT.matcher(text);
    return at.matches() ? placed(at.group(1).replace(".[", "["), at.group(2)) : text;
  }

  /** Many messages begin with the name of their field, which the path ends with. */
  private static String placed(String path, String message) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (message.startsWith(path + ":") || message.startsWith(path + ".")) {
      return message;
    }
    return path
        + ": "
        + (message.startsWith(name + ": ") ? message.substring(name.length() + 2) : message);
  }

  private static String cannotListen(String address, Throwable failure) {
    String shown = address.replaceFirst("^[^/]*/(?!<)", "").replace("/<unresolved>", "");
    boolean taken = chain(failure).stream().anyMatch(BindException.class::isInstance);
    boolean unknown =
        chain(failure).stream().anyMatch(UnresolvedAddressException.class::isInstance);
    return shown
        + (unknown
            ? ": host not found; correct bindHost (BIND_HOST)"
            : taken
                ? ": cannot listen there, it is in use or not allowed; set PORT and ADMIN_PORT"
                : ": cannot listen there; set PORT and ADMIN_PORT");
  }

  /** The outermost message; causes without one of their own repeat what they wrap. */
  private static String said(Throwable failure) {
    for (Throwable cause : chain(failure)) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        return cause.getMessage();
      }
    }
    return failure.getClass().getSimpleName();
  }

  /** What the innermost cause adds. */
  private static String reason(Throwable failure) {
    List<Throwable> chain = chain(failure);
    Throwable last = chain.get(chain.size() - 1);
    if (last == failure) {
      return "";
    } else if (last instanceof NoSuchFileException) {
      return " (no such file)";
    }
    String reason = last instanceof FileSystemException file ? file.getReason() : last.getMessage();
    String line = reason == null ? last.getClass().getSimpleName() : oneLine(reason);
    return said(failure).contains(line) ? "" : " (" + line + ")";
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable t = failure; t != null && !chain.contains(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  private static boolean isDefect(Throwable failure) {
    return failure instanceof Error
        || failure instanceof NullPointerException
        || failure instanceof ClassCastException
        || failure instanceof IndexOutOfBoundsException;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }
}
