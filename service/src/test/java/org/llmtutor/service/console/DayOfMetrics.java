package org.llmtutor.service.console;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Answers to the console's range queries: a school day, with an hour of failures in it. */
final class DayOfMetrics {

  private DayOfMetrics() {}

  /** The answer to the query in an address, in Prometheus' JSON. */
  static String answer(String address) {
    Map<String, String> asked =
        Arrays.stream(URI.create(address).getRawQuery().split("&"))
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    long start = Long.parseLong(asked.get("start"));
    long end = Long.parseLong(asked.get("end"));
    long step = Long.parseLong(asked.get("step"));
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
        + String.join(
            ",",
            series("rate", 9, 0, start, end, step),
            series("errors", 0, 0.4, start, end, step),
            series("p50", 0.02, 0.05, start, end, step),
            series("p95", 0.3, 0.9, start, end, step),
            series("p99", 0.8, 1.8, start, end, step))
        + "]}}";
  }

  private static String series(
      String name, double busy, double broken, long start, long end, long step) {
    String points =
        LongStream.iterate(start, time -> time <= end, time -> time + step)
            .mapToObj(
                time -> {
                  double part = (double) (time - start) / (end - start);
                  double day = Math.pow(Math.sin(Math.PI * part), 2);
                  double fault = part > 0.7 && part < 0.76 ? 1 : 0;
                  double value = busy * (0.05 + 0.95 * day) + broken * fault;
                  return String.format(Locale.ROOT, "[%d,\"%.4f\"]", time, value);
                })
            .collect(Collectors.joining(","));
    return "{\"metric\":{\"q\":\"" + name + "\"},\"values\":[" + points + "]}";
  }
}
