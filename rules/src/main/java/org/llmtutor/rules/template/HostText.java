package org.llmtutor.rules.template;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hosts with ports, such as {@code db-1.example.org:5432} and {@code [::1]:80}. */
final class HostText {

  private static final Pattern HOST_PORT =
      Pattern.compile("(?:\\[([^\\[\\]]*)\\]|([^:\\[\\]]*)):([^:\\[\\]]*)");
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]*");

  private HostText() {}

  /** The host alone; the text itself when it has no port. */
  static String withoutPort(String text) {
    return split(text).map(HostText::host).orElse(text);
  }

  /** The host's first name with the port; addresses stay as they are. */
  static String withoutDomain(String text) {
    Optional<Matcher> parts = split(text);
    String host = parts.map(HostText::host).orElse(text);
    if (ADDRESS.matcher(host).matches()) {
      return text;
    }
    String first = host.split("\\.", 2)[0];
    String port = parts.map(match -> match.group(3)).orElse("");
    return port.isEmpty() ? first : first + ":" + port;
  }

  private static Optional<Matcher> split(String text) {
    Matcher matcher = HOST_PORT.matcher(text);
    return matcher.matches() ? Optional.of(matcher) : Optional.empty();
  }

  private static String host(Matcher parts) {
    return parts.group(1) == null ? parts.group(2) : parts.group(1);
  }
}
