package org.llmtutor.cli.output;

import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What the place that a command prints to can show.
 *
 * @param interactive standard output is a terminal
 * @param interactiveErrors standard error is a terminal; progress is shown only then
 * @param columns width to stay within; empty when nothing limits it, for example in a pipe
 * @param unicode characters beyond ASCII can be drawn
 * @param color colours are wanted
 */
public record Terminal(
    boolean interactive,
    boolean interactiveErrors,
    OptionalInt columns,
    boolean unicode,
    boolean color) {

  private static final int DEFAULT_WIDTH = 80;
  private static final int MAX_WIDTH = 1000;

  /**
   * Detects the terminal from the environment variables and from the system properties {@code
   * monitorctl.stdout}, {@code monitorctl.stderr} ({@code terminal} when they are one) and {@code
   * monitorctl.columns} that the launcher sets.
   */
  public static Terminal detect(Map<String, String> variables, Map<String, String> properties) {
    boolean out = "terminal".equals(properties.get("monitorctl.stdout"));
    boolean err = "terminal".equals(properties.get("monitorctl.stderr"));
    OptionalInt columns = columns(variables.getOrDefault("COLUMNS", ""));
    if (columns.isEmpty() && out) {
      columns = columns(properties.getOrDefault("monitorctl.columns", ""));
      columns = columns.isEmpty() ? OptionalInt.of(DEFAULT_WIDTH) : columns;
    }
    boolean plain =
        !variables.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(variables.get("TERM"));
    return new Terminal(out, err, columns, speaksUtf8(variables, properties), out && !plain);
  }

  private static OptionalInt columns(String text) {
    try {
      int width = Integer.parseInt(text.strip());
      return width > 0 ? OptionalInt.of(Math.min(width, MAX_WIDTH)) : OptionalInt.empty();
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static boolean speaksUtf8(Map<String, String> variables, Map<String, String> properties) {
    if ("ascii".equals(properties.get("monitorctl.charset"))) {
      return false;
    }
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = variables.getOrDefault(name, "");
      if (!value.isEmpty()) {
        String lower = value.toLowerCase(Locale.ROOT);
        return lower.contains("utf-8") || lower.contains("utf8");
      }
    }
    return false;
  }

  /** The same place, without colours. */
  public Terminal withoutColor() {
    return new Terminal(interactive, interactiveErrors, columns, unicode, false);
  }

  /** The same place, where no progress is shown. */
  public Terminal withoutProgress() {
    return new Terminal(interactive, false, columns, unicode, color);
  }

  /** The same place, drawn with ASCII alone. */
  public Terminal withoutUnicode() {
    return new Terminal(interactive, interactiveErrors, columns, false, color);
  }

  /** The width to draw in, where something must be drawn: 80 when nothing says otherwise. */
  public int width() {
    return columns.orElse(DEFAULT_WIDTH);
  }

  /** The text in a style, or as it is when colours are not wanted. */
  public String styled(String text, Style style) {
    return color && style != Style.PLAIN
        ? "\u001b[" + style.code() + "m" + text + "\u001b[0m"
        : text;
  }
}
