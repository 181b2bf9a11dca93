package org.llmtutor.cli.logs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request from its begin to its end.
 *
 * @param id the request's id
 * @param lines in the order of time
 * @param ledger what it cost
 */
record Story(String id, List<LogLine> lines, LedgerPart ledger) {

  /** Copies the list. */
  Story {
    lines = List.copyOf(lines);
  }

  /** The reply, when the access log tells of it. */
  Optional<LogLine.Access> reply() {
    return first(LogLine::access);
  }

  Optional<String> learner() {
    return first(LogLine::learner);
  }

  Optional<String> traceId() {
    return first(LogLine::traceId);
  }

  Optional<String> route() {
    return first(LogLine::route);
  }

  private <T> Optional<T> first(Function<LogLine, @Nullable T> part) {
    return lines.stream().flatMap(line -> Stream.ofNullable(part.apply(line))).findFirst();
  }

  /** When the request began, as far as its lines tell. */
  Optional<Instant> begin() {
    return lines.stream().map(LogLine::begin).filter(Objects::nonNull).min(Instant::compareTo);
  }

  /** Milliseconds from the begin to a line. */
  long offset(LogLine line) {
    return begin().map(from -> Duration.between(from, line.time()).toMillis()).orElse(0L);
  }

  /** Whether a line has an exception or is an ERROR. */
  boolean hasError() {
    return lines.stream().anyMatch(line -> line.level().equals("ERROR"));
  }
}
