package org.llmtutor.cli.logs;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;
import org.llmtutor.cli.json.JsonObject;
import org.llmtutor.cli.json.JsonText;

/** Reads lines as the service writes them; whatever else a file holds is no line. Stateless. */
final class LogLineReader {

  private static final String REQUEST_ID = "request_id";
  private static final String TRACE_ID = "trace_id";
  private static final String JSON_TIME = "{\"time\":\"";
  private static final int MAX_TIME = 35;
  private static final int MAX_CAUSES = 8;

  private LogLineReader() {}

  /** The line; empty when it is none of the service's. */
  static Optional<LogLine> read(String text) {
    try {
      return text.startsWith("{") ? json(text) : readable(text);
    } catch (IOException | CliException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text of the time that a line begins with; empty when it does not look like one. */
  static String timeText(String text) {
    int from = text.startsWith(JSON_TIME) ? JSON_TIME.length() : 0;
    int to = text.indexOf(from == 0 ? ' ' : '"', from);
    boolean plausible = to > from && to - from <= MAX_TIME && Character.isDigit(text.charAt(from));
    return plausible ? text.substring(from, to) : "";
  }

  /** What {@link #timeText} found, as a time. */
  static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(instant(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The request id that a line names, found without reading the rest. */
  static @Nullable String requestId(String text) {
    int at = text.indexOf(REQUEST_ID);
    if (at < 0) {
      return null;
    }
    int from = at + REQUEST_ID.length();
    while (from < text.length() && "\":= ".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    int to = from;
    while (to < text.length() && isIdPart(text.charAt(to))) {
      to++;
    }
    return to == from ? null : text.substring(from, to);
  }

  private static boolean isIdPart(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || "._-".indexOf(c) >= 0;
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Optional<LogLine> json(String text) throws IOException {
    JsonObject line = JsonObject.of(JsonText.parse(text.getBytes(StandardCharsets.UTF_8)), "line");
    List<String> details = new ArrayList<>();
    exception(line.optionalObject("exception"), "", details, MAX_CAUSES);
    return Optional.of(
        new LogLine(
            instant(line.text("time")),
            line.text("level"),
            line.text("logger"),
            line.optionalText(REQUEST_ID).orElse(null),
            line.optionalText(TRACE_ID).orElse(null),
            line.optionalText("learner").orElse(null),
            line.optionalText("route").orElse(null),
            line.optionalText("message").orElse(""),
            details,
            access(line)));
  }

  private static LogLine.@Nullable Access access(JsonObject line) {
    if (line.optionalNumber("status").isEmpty()) {
      return null;
    }
    return new LogLine.Access(
        line.optionalText("method").orElse("-"),
        line.optionalText("route").orElse("-"),
        (int) line.count("status"),
        line.optionalNumber("bytes").map(BigDecimal::longValue).orElse(0L),
        line.optionalNumber("duration_ms").map(BigDecimal::longValue).orElse(0L));
  }

  private static void exception(
      Optional<JsonObject> thrown, String before, List<String> details, int causesLeft) {
    if (thrown.isEmpty() || causesLeft == 0) {
      return;
    }
    String message = thrown.get().optionalText("message").map(text -> ": " + text).orElse("");
    details.add(before + thrown.get().optionalText("class").orElse("?") + message);
    details.addAll(thrown.get().texts("frames"));
    exception(thrown.get().optionalObject("cause"), "caused by ", details, causesLeft - 1);
  }

  private static Optional<LogLine> readable(String text) {
    Words words = new Words(text);
    Instant time = instant(words.next());
    String level = words.next();
    if (level.equals("REQUEST")) {
      return Optional.of(request(time, words));
    }
    String logger = words.field("logger");
    if (logger == null) {
      return Optional.empty();
    }
    String requestId = words.field(REQUEST_ID);
    String route = words.field("route");
    String learner = words.field("learner");
    String traceId = words.field(TRACE_ID);
    String[] parts = words.rest().split(" \\| ", -1);
    List<String> details = List.of(parts).subList(1, parts.length);
    return Optional.of(
        new LogLine(
            time, level, logger, requestId, traceId, learner, route, parts[0], details, null));
  }

  private static LogLine request(Instant time, Words words) {
    String method = words.next();
    String route = words.next();
    LogLine.Access access =
        new LogLine.Access(
            method, route, (int) words.number("status"), words.number("bytes"), words.number("ms"));
    String requestId = words.field(REQUEST_ID);
    String learner = words.field("learner");
    String traceId = words.field(TRACE_ID);
    String message = method + " " + route + " " + access.status();
    return new LogLine(
        time, "INFO", "access", requestId, traceId, learner, route, message, List.of(), access);
  }

  /** The words of a line, one after the other. */
  private static final class Words {

    private final String text;
    private int at;

    Words(String text) {
      this.text = text;
    }

    String next() {
      int end = text.indexOf(' ', at);
      int to = end < 0 ? text.length() : end;
      String word = text.substring(at, to);
      at = Math.min(text.length(), to + 1);
      return word;
    }

    /** The value of the next word when it is this field; fields have a fixed order. */
    @Nullable String field(String name) {
      if (!text.startsWith(name + "=", at)) {
        return null;
      }
      return next().substring(name.length() + 1);
    }

    long number(String name) {
      String value = field(name);
      return Long.parseLong(value == null ? "" : value);
    }

    String rest() {
      return text.substring(at);
    }
  }
}
