package org.llmtutor.bench.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.math.BigDecimal;
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

/**
 * LLM requests in the order of their times.
 *
 * @param requests at least one
 */
record Trace(List<Request> requests) {

  private static final String HEADER = "TIMESTAMP,ContextTokens,GeneratedTokens";
  private static final long SYNTHETIC_SEED = 20_231_116L;
  private static final int MAX_TOKENS = 9_999_999;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(Locale.ROOT);

  /** Copies the list; rejects an empty one. */
  Trace {
    requests = List.copyOf(requests);
    if (requests.isEmpty()) {
      throw new IllegalArgumentException("the trace has no requests; give one with at least one");
    }
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
   * @throws IllegalArgumentException naming the line that cannot be read
   */
  static Trace parse(Reader csv, int limit) throws IOException {
    BufferedReader lines = new BufferedReader(csv);
    String header = lines.readLine();
    if (header == null || !header.strip().equals(HEADER)) {
      throw new IllegalArgumentException("line 1: not the header of a trace; expected " + HEADER);
    }
    List<LocalDateTime> times = new ArrayList<>();
    List<Request> requests = new ArrayList<>();
    String line = lines.readLine();
    for (int number = 2; line != null && requests.size() < limit; number++) {
      if (!line.isBlank()) {
        requests.add(parse(line, number, times));
      }
      line = lines.readLine();
    }
    return new Trace(requests);
  }

  private static Request parse(String line, int number, List<LocalDateTime> times) {
    String[] columns = line.strip().split(",", -1);
    if (columns.length != 3) {
      throw new IllegalArgumentException(
          "line %d: '%s' has %d columns; expected %s"
              .formatted(number, line, columns.length, HEADER));
    }
    LocalDateTime time = timestamp(columns[0], number);
    LocalDateTime before = times.isEmpty() ? time : times.get(times.size() - 1);
    if (time.isBefore(before)) {
      throw new IllegalArgumentException(
          "line %d: '%s' is before the line above; sort the trace".formatted(number, columns[0]));
    }
    times.add(time);
    Duration offset = Duration.between(times.get(0), time);
    return new Request(offset, tokens(columns[1], number), tokens(columns[2], number));
  }

  private static LocalDateTime timestamp(String text, int number) {
    try {
      return LocalDateTime.parse(text, TIMESTAMP);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "line %d: '%s' is not a time; use 2023-11-16 18:15:46.6805900".formatted(number, text),
          e);
    }
  }

  private static long tokens(String text, int number) {
    if (!text.matches("[0-9]{1,7}")) {
      throw new IllegalArgumentException(
          "line %d: '%s' is not a number of tokens; use 0 to %d"
              .formatted(number, text, MAX_TOKENS));
    }
    return Long.parseLong(text);
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

  /** Prompt tokens of all requests. */
  long contextTokens() {
    return requests.stream().mapToLong(Request::context).sum();
  }

  /** Reply tokens of all requests. */
  long generatedTokens() {
    return requests.stream().mapToLong(Request::generated).sum();
  }

  /** What all requests cost at {@code price}, exactly. */
  BigDecimal cost(ListPrice price) {
    return price.cost(contextTokens(), generatedTokens());
  }

  /** Time from the first request to the last. */
  Duration length() {
    return requests.get(requests.size() - 1).offset();
  }
}
