package org.llmtutor.promql.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmtutor.promql.PromqlException;
import org.llmtutor.promql.model.PromDuration;
import org.llmtutor.promql.series.SeriesDescription;
import org.llmtutor.promql.series.SeriesNotation;
import org.llmtutor.promql.series.SeriesNotationException;

/** Reads scripts. */
final class ScriptParser {

  private static final Pattern LOAD = Pattern.compile("load(_with_nhcb)?\\s+(\\S+)");

  private final ScriptLines lines;

  private ScriptParser(String text) {
    this.lines = new ScriptLines(text);
  }

  /**
   * The commands of {@code text} in their order.
   *
   * @throws ScriptException at the first line that belongs to none
   */
  static List<Command> parse(String text) {
    return new ScriptParser(text).commands();
  }

  private List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    for (String line = lines.nextFilled(); line != null; line = lines.nextFilled()) {
      commands.add(command(line));
    }
    return commands;
  }

  private Command command(String line) {
    if (line.equals("clear")) {
      return new Command.Clear(lines.number());
    }
    if (line.startsWith("load")) {
      return load(line);
    }
    if (line.startsWith("eval")) {
      return new EvalParser(lines).read(line);
    }
    throw new ScriptException(
        lines.number(),
        line + ": not a command",
        "write load, clear or eval; an empty line ends each");
  }

  private Command load(String line) {
    int number = lines.number();
    Matcher matcher = LOAD.matcher(line);
    if (!matcher.matches()) {
      throw new ScriptException(number, line + ": no step", "write it like load 5m");
    }
    Duration step = Duration.ofMillis(time(number, matcher.group(2)));
    if (step.isZero()) {
      throw new ScriptException(number, line + ": no time between samples", "use at least 1ms");
    }
    List<SeriesDescription> series = new ArrayList<>();
    for (String row = lines.nextOfBlock(); row != null; row = lines.nextOfBlock()) {
      series.add(series(lines.number(), row));
    }
    return new Command.Load(number, step, matcher.group(1) != null, series);
  }

  /** A line of notation. */
  static SeriesDescription series(int line, String text) {
    try {
      return SeriesNotation.parse(text);
    } catch (SeriesNotationException broken) {
      throw new ScriptException(line, broken.problem(), broken.remedy());
    }
  }

  /** A time or a length of time, in milliseconds. */
  static long time(int line, String text) {
    boolean negative = text.startsWith("-");
    try {
      long millis = PromDuration.parse(negative ? text.substring(1) : text).millis();
      return negative ? -millis : millis;
    } catch (PromqlException broken) {
      throw new ScriptException(line, broken.problem(), broken.remedy());
    }
  }
}
