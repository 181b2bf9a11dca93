package org.llmtutor.service.telemetry;

import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import io.prometheus.client.dropwizard.samplebuilder.SampleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns the framework's dotted metric names into Prometheus names with labels, for example {@code
 * io.dropwizard.jetty.MutableServletContextHandler.get-requests} into {@code
 * jetty_requests_seconds{method="GET"}}. The rules stand in {@link #RULES}, the first match wins;
 * names without a rule become {@code codahale_…}.
 */
final class CodahaleNames implements SampleBuilder {

  /** A name, the labels taken from the pattern's named groups, and what to multiply values with. */
  private record Rule(
      Pattern pattern, String name, String help, double factor, List<String> labels) {}

  private record Mapped(String name, double factor, List<String> labels, List<String> values) {}

  private static final double MILLIS = 1e-3;
  private static final String POOL = "^(?<pool>.+)\\.pool\\.";
  private static final String HANDLER = "Handler(?:\\.\\w+)?\\.";
  private static final String HTTP_METHOD =
      "(?<httpMethod>get|post|head|put|delete|options|trace|connect|move|other)";
  private static final String THREADS = "QueuedThreadPool\\.(?<pool>.+)\\.";
  private static final String RESOURCE =
      "(?:^|[.$])(?<resource>[A-Z]\\w*Resource)\\.(?<method>\\w+)";

  /**
   * Left out: sums over what is exported by label, ratios PromQL computes, idle pools, the JVM's.
   */
  private static final Pattern REDUNDANT =
      Pattern.compile(
          "^jvm\\..*|(?i).*TimeBoundHealthCheck.*|.*Handler\\.requests|.*\\.percent-[45]xx-\\d+m|.*logback.*\\.all"
              + "|.*\\.pool\\.TotalConnections");

  private static final List<Rule> RULES =
      List.of(
          rule(HANDLER + HTTP_METHOD + "-requests$", "jetty_requests_seconds", "Requests."),
          rule(HANDLER + "dispatches$", "jetty_dispatches_seconds", "Dispatches to the handler."),
          rule(HANDLER + "active-requests$", "jetty_active_requests", "Requests in progress."),
          rule(HANDLER + "active-dispatches$", "jetty_active_dispatches", "Running dispatches."),
          rule(HANDLER + "active-suspended$", "jetty_suspended_requests", "Suspended requests."),
          rule(HANDLER + "async-dispatches$", "jetty_async_dispatches", "Repeated dispatches."),
          rule(HANDLER + "async-timeouts$", "jetty_async_timeouts", "Expired suspensions."),
          rule(HANDLER + "(?<code>[1-5](?:xx|\\d\\d))-responses$", "jetty_responses", "Replies."),
          rule(
              "HttpConnectionFactory\\.(?:.*\\.)?(?<port>\\d+)\\.connections$",
              "jetty_connections_seconds",
              "Lifetimes of closed connections."),
          rule(THREADS + "utilization$", "jetty_threads_busy_ratio", "Busy of all threads."),
          rule(
              THREADS + "utilization-max$",
              "jetty_threads_busy_of_max_ratio",
              "Busy threads of the most allowed."),
          rule(THREADS + "size$", "jetty_threads", "Threads."),
          rule(THREADS + "jobs$", "jetty_thread_jobs_queued", "Jobs that wait for a thread."),
          rule(
              THREADS + "jobs-queue-utilization$",
              "jetty_thread_queue_ratio",
              "Fill of the queue."),
          rule("logback.*\\.(?<level>[a-z]+)$", "logback_events", "Log events."),
          rule(
              RESOURCE + "\\.request\\.filtering$",
              "jersey_request_filters_seconds",
              "Time in request filters."),
          rule(
              RESOURCE + "\\.response\\.filtering$",
              "jersey_response_filters_seconds",
              "Time in response filters."),
          rule(
              RESOURCE + "\\.total$", "jersey_request_seconds", "Time in Jersey with all filters."),
          rule(RESOURCE + "\\.exceptions$", "jersey_exceptions", "Exceptions of the method."),
          rule(
              RESOURCE + "\\.(?<code>[1-5](?:xx|\\d\\d))-responses$",
              "jersey_responses",
              "Replies of the method."),
          rule(RESOURCE + "$", "jersey_resource_seconds", "Time in resource methods."),
          rule(
              POOL + "(?<state>Active|Idle)Connections$",
              "hikari_pool_connections",
              "Connections of the pool."),
          rule(POOL + "PendingConnections$", "hikari_pool_waiting", "Threads without connection."),
          rule(POOL + "MaxConnections$", "hikari_pool_connections_max", "Most connections."),
          rule(POOL + "MinConnections$", "hikari_pool_connections_min", "Fewest connections."),
          rule(POOL + "Wait$", "hikari_pool_wait_seconds", "Time until a connection was had."),
          rule(POOL + "Usage$", "hikari_pool_usage_seconds", "Time a connection was held.", MILLIS),
          rule(
              POOL + "ConnectionCreation$",
              "hikari_pool_creation_seconds",
              "Time to open a connection.",
              MILLIS),
          rule(POOL + "ConnectionTimeoutRate$", "hikari_pool_timeouts", "Waits in vain."));

  private static final Map<String, String> HELP =
      RULES.stream().collect(Collectors.toUnmodifiableMap(Rule::name, Rule::help));

  private final Map<String, Mapped> mapped = new ConcurrentHashMap<>();

  boolean isExported(String codahaleName) {
    return !REDUNDANT.matcher(codahaleName).matches();
  }

  String help(String family) {
    return HELP.getOrDefault(family, "Metric of the framework.");
  }

  @Override
  public Sample createSample(
      String codahaleName,
      @Nullable String suffix,
      @Nullable List<String> moreNames,
      @Nullable List<String> moreValues,
      double value) {
    Mapped target = mapped.computeIfAbsent(codahaleName, CodahaleNames::map);
    boolean isCount = "_count".equals(suffix);
    return new Sample(
        target.name + (suffix == null ? "" : suffix),
        concat(target.labels, moreNames),
        concat(target.values, moreValues),
        isCount ? value : value * target.factor);
  }

  private static Mapped map(String codahaleName) {
    for (Rule rule : RULES) {
      Matcher matcher = rule.pattern.matcher(codahaleName);
      if (matcher.find()) {
        List<String> values =
            rule.labels.stream().map(label -> value(label, matcher.group(label))).toList();
        return new Mapped(rule.name, rule.factor, names(rule.labels), values);
      }
    }
    return new Mapped("codahale_" + snakeCase(codahaleName), 1, List.of(), List.of());
  }

  private static List<String> names(List<String> groups) {
    return groups.stream().map(group -> group.equals("httpMethod") ? "method" : group).toList();
  }

  private static String value(String label, String found) {
    return switch (label) {
      case "state" -> found.toLowerCase(Locale.ROOT);
      case "httpMethod" -> found.toUpperCase(Locale.ROOT);
      default -> found;
    };
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("[^a-zA-Z0-9]+", "_")
        .toLowerCase(Locale.ROOT);
  }

  private static List<String> concat(List<String> first, @Nullable List<String> second) {
    if (second == null || second.isEmpty()) {
      return first;
    }
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static Rule rule(String pattern, String name, String help) {
    return rule(pattern, name, help, 1);
  }

  private static Rule rule(String pattern, String name, String help, double factor) {
    List<String> labels = new ArrayList<>();
    Matcher groups = Pattern.compile("\\(\\?<(\\w+)>").matcher(pattern);
    while (groups.find()) {
      labels.add(groups.group(1));
    }
    return new Rule(Pattern.compile(pattern), name, help, factor, List.copyOf(labels));
  }
}
