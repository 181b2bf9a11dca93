package org.llmtutor.service.health;

import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.llmtutor.api.Health;

/**
 * The service's health checks.
 *
 * <pre>{@code
 * monitor.required("database", new DatabaseCheck(database));
 * monitor.optional("llm", Duration.ofSeconds(1), new LlmCheck(client));
 * }</pre>
 *
 * <p>Each check runs on a thread of its own with a deadline, never twice at once and at most once
 * per caching period, so a flood of questions costs nothing and a hung dependency one thread.
 * Checks also appear at {@code /healthcheck} of the admin port. Safe for concurrent use.
 */
public final class HealthMonitor implements Managed {

  private static final int MAX_CHECKS = 32;

  private final HealthConfig config;
  private final HealthCheckRegistry registry;
  private final LongSupplier nanoTime;
  private final ExecutorService executor;
  private final Map<String, Probe> probes = new ConcurrentHashMap<>();

  /** A monitor without checks that mirrors them into {@code registry}. */
  public HealthMonitor(HealthConfig config, HealthCheckRegistry registry) {
    this(config, registry, System::nanoTime);
  }

  HealthMonitor(HealthConfig config, HealthCheckRegistry registry, LongSupplier nanoTime) {
    this.config = config;
    this.registry = registry;
    this.nanoTime = nanoTime;
    this.executor =
        new ThreadPoolExecutor(
            0, MAX_CHECKS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), HealthMonitor::thread);
  }

  /** Registers a check whose failure makes the service unhealthy, with the default deadline. */
  public void required(String name, HealthCheck check) {
    register(name, true, defaultDeadline(), check);
  }

  /** Registers a check whose failure makes the service degraded, with the default deadline. */
  public void optional(String name, HealthCheck check) {
    register(name, false, defaultDeadline(), check);
  }

  /**
   * Registers a check.
   *
   * @throws IllegalArgumentException when the name is taken or there are too many checks
   */
  public synchronized void register(
      String name, boolean required, Duration deadline, HealthCheck check) {
    if (probes.containsKey(name) || probes.size() == MAX_CHECKS) {
      throw new IllegalArgumentException(
          "'" + name + "': name taken, or more than " + MAX_CHECKS + " health checks");
    }
    Duration cacheFor = Duration.ofNanos(config.cacheFor().toNanoseconds());
    Probe probe = new Probe(name, required, check, deadline, cacheFor, executor, nanoTime);
    probes.put(name, probe);
    registry.register(name, mirror(probe));
  }

  /** Outcome of every check by name, none of them older than the caching period. */
  public Map<String, Health.Check> checks() {
    Collection<Probe> all = probes.values();
    all.forEach(Probe::start);
    Map<String, Health.Check> checks = new TreeMap<>();
    for (Probe probe : all) {
      Outcome outcome = probe.outcome();
      checks.put(
          probe.name(),
          new Health.Check(
              outcome.status(), probe.isRequired(), outcome.message(), outcome.took().toMillis()));
    }
    return checks;
  }

  /** 1 for each check that passes and 0 for each other, by name and whether it is required. */
  Map<List<String>, Double> up() {
    Map<List<String>, Double> up = new LinkedHashMap<>();
    checks()
        .forEach(
            (name, check) ->
                up.put(
                    List.of(name, Boolean.toString(check.required())),
                    check.status().equals(Outcome.OK) ? 1.0 : 0.0));
    return up;
  }

  @Override
  public void stop() {
    executor.shutdownNow();
  }

  private Duration defaultDeadline() {
    return Duration.ofNanos(config.deadline().toNanoseconds());
  }

  private static HealthCheck mirror(Probe probe) {
    return new HealthCheck() {
      @Override
      protected Result check() {
        Outcome outcome = probe.outcome();
        String message = outcome.message() == null ? outcome.status() : outcome.message();
        return outcome.isOk() ? Result.healthy() : Result.unhealthy(message);
      }
    };
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "health-check");
    thread.setDaemon(true);
    return thread;
  }
}
