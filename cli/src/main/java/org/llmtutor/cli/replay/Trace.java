package org.llmtutor.cli.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.llmtutor.cli.failure.CliException;

/**
 * LLM requests in the order of their times.
 *
 * @param requests at least one
 */
record Trace(List<Request> requests) {

  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";
  private static final long SYNTHETIC_SEED = 20_231_116L;
  private static final int MAX_PROBLEMS = 20;
  private static final int MAX_TOKENS = 9_999_999;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  /** Copies the list. */
  Trace {
    requests = List.copyOf(requests);
  }

  /**
   * One request.
   *
   * @param offset since the first one
   * @param context tokens of the prompt
   * @param generated tokens of the reply
   */
  record Request(Duration offset, long context, long generated) {}

  /**
   * Reads the first {@code limit} requests of a CSV with the columns TIMESTAMP, ContextTokens and
   * GeneratedTokens.
   *
   * @param name what messages call the file
   * @throws CliException naming every line that cannot be read, twenty at most
   */
  static Trace parse(String name, Reader csv, int limit) throws IOException {
    BufferedReader lines = new BufferedReader(csv);
    String header = lines.readLine();
    if (header == null || !header.strip().equals(HEADER)) {
      throw CliException.failed(name + ":1: not the header of a trace; expected " + HEADER);
    }
    Lines read = new Lines(name);
    String line = lines.readLine();
    for (int number = 2; line != null && read.requests.size() < limit; number++) {
      if (!line.isBlank()) {
        read.add(number, line);
      }
      line = lines.readLine();
    }
    return read.trace();
  }

  /** The lines below the header. */
  private static final class Lines {

    private final String name;
    private final List<Request> requests = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private @Nullable LocalDateTime first;
    private @Nullable LocalDateTime last;

    Lines(String name) {
      this.name = name;
    }

    void add(int number, String line) {
      String[] columns = line.strip().split(",", -1);
      if (columns.length != 3) {
        problem(number, line, "has %d columns; expected %s".formatted(columns.length, HEADER));
        return;
      }
      LocalDateTime time = timestamp(columns[0], number);
      Long context = tokens(columns[1], number);
      Long generated = tokens(columns[2], number);
      if (time == null || context == null || generated == null) {
        return;
      }
      if (last != null && time.isBefore(last)) {
        problem(number, columns[0], "is before the line above; sort the trace");
        return;
      }
      last = time;
      LocalDateTime start = first == null ? time : first;
      first = start;
      requests.add(new Request(Duration.between(start, time), context, generated));
    }

    private @Nullable LocalDateTime timestamp(String text, int number) {
      try {
        return LocalDateTime.parse(text, TIMESTAMP);
      } catch (DateTimeParseException e) {
        problem(number, text, "is not a time; use 2023-11-16 18:15:46.6805900");
        return null;
      }
    }

    private @Nullable Long tokens(String text, int number) {
      if (!text.matches("[0-9]{1,7}")) {
        problem(number, text, "is not a number of tokens; use 0 to " + MAX_TOKENS);
        return null;
      }
      return Long.valueOf(text);
    }

    private void problem(int line, String value, String problem) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add("%s:%d: '%s' %s".formatted(name, line, value, problem));
      }
    }

    Trace trace() {
      if (!problems.isEmpty()) {
        throw CliException.failed(String.join("\n", problems));
      }
      if (requests.isEmpty()) {
        throw CliException.failed(name + ": a trace without requests; give one with at least one");
      }
      return new Trace(requests);
    }
  }

  /**
   * A made trace with the shape of recorded ones: prompts around a thousand tokens with a long
   * tail, replies around two hundred, arrivals in bursts. The same for the same length.
   */
  static Trace synthetic(int length) {
    Random random = new Random(SYNTHETIC_SEED);
    List<Request> requests = new ArrayList<>();
    Duration offset = Duration.ZERO;
    for (int i = 0; i < length; i++) {
      long context = logNormal(random, 6.6, 0.9, 14_000);
      long generated = logNormal(random, 4.9, 0.8, 1_000);
      requests.add(new Request(offset, context, generated));
      double meanMillis = random.nextInt(4) == 0 ? 700 : 60;
      double gap = -meanMillis * StrictMath.log(1 - random.nextDouble());
      offset = offset.plusMillis((long) gap);
    }
    return new Trace(requests);
  }

  private static long logNormal(Random random, double mean, double deviation, long most) {
    double value = StrictMath.exp(mean + deviation * random.nextGaussian());
    return Math.max(1, Math.min(most, (long) value));
  }

  /** Time from the first request to the last. */
  Duration length() {
    return requests.get(requests.size() - 1).offset();
  }

  /** What all requests ask for. */
  Tokens tokens() {
    long context = 0;
    long generated = 0;
    for (Request request : requests) {
      context += request.context();
      generated += request.generated();
    }
    return new Tokens(context, generated);
  }
}
