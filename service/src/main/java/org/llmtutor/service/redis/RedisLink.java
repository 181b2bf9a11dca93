package org.llmtutor.service.redis;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.LabeledCounter;
import org.llmtutor.service.telemetry.RequestContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * The connection to Redis with its circuit. A call of a request waits no longer than its deadline;
 * after a failure nobody waits at all, until a probe in the background has succeeded. Safe for
 * concurrent use.
 *
 * <p>Redis may lose everything at any time. A key marks one that knows what it should: the run of
 * the server, and a random text. A probe that does not find it lets {@link #whenEmpty} run first.
 */
final class RedisLink implements Managed {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final Duration MARK_LIFETIME = Duration.ofHours(1);
  private static final SetParams EXPIRING = new SetParams().px(MARK_LIFETIME.toMillis());

  private final RedisClient client;
  private final String prefix;
  private final Duration timeout;
  private final Duration probeInterval;
  private final LabeledCounter failures;
  private final ThreadPoolExecutor workers;
  private final ScheduledExecutorService background;
  private final List<Runnable> whenEmpty = new CopyOnWriteArrayList<>();

  private volatile @Nullable Failure failure = Failure.UNREACHABLE;
  private volatile String generation = "";
  private String told = "";
  private String serverRun = "";
  private boolean seedingFailed;

  /** Connects when started. */
  RedisLink(RedisConfig config, RedisAddress address, LabeledCounter failures) {
    this.client = RedisClients.open(config, address);
    this.prefix = config.keyPrefix();
    this.timeout = config.timeout().toJavaDuration();
    this.probeInterval = config.probeInterval().toJavaDuration();
    this.failures = failures;
    this.workers =
        new ThreadPoolExecutor(
            config.poolSize(),
            config.poolSize(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.maxWaiting()),
            threads("redis-%d"));
    this.workers.allowCoreThreadTimeOut(true);
    this.background = Executors.newSingleThreadScheduledExecutor(threads("redis-probe"));
    for (Failure reason : Failure.values()) {
      failures.add(0, reason.label());
    }
  }

  private static ThreadFactory threads(String name) {
    return new ThreadFactoryBuilder().setNameFormat(name).setDaemon(true).build();
  }

  /** The first probe is waited for, so that the first request finds Redis when it is there. */
  @Override
  public void start() {
    probe();
    long nanos = probeInterval.toNanos();
    var unused = background.scheduleWithFixedDelay(this::probe, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public void stop() {
    background.shutdownNow();
    workers.shutdownNow();
    client.close();
  }

  /** A key of ours. */
  String key(String name) {
    return prefix + ":" + name;
  }

  /** Why Redis is not in use; empty while it is. */
  Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Differs from before when Redis was empty in between. */
  String generation() {
    return generation;
  }

  /** What tells a Redis that lost everything what it should know. Called in the background. */
  void whenEmpty(Runnable work) {
    whenEmpty.add(work);
  }

  /** Runs {@code work} in the background, again and again. */
  void every(Duration interval, Runnable work) {
    long nanos = interval.toNanos();
    var unused = background.scheduleWithFixedDelay(work, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  /** Makes a call for a request; empty when Redis could not be used within the deadline. */
  <T> Optional<T> call(Function<UnifiedJedis, T> work) {
    if (failure != null) {
      return Optional.empty();
    }
    Function<UnifiedJedis, T> carried = RequestContext.carry(work);
    Future<T> answer;
    try {
      answer = workers.submit(() -> carried.apply(client));
    } catch (RejectedExecutionException e) {
      failures.inc(Failure.BUSY.label());
      return Optional.empty();
    }
    return await(answer);
  }

  private <T> Optional<T> await(Future<T> answer) {
    try {
      return Optional.of(answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      answer.cancel(false);
      failed(Failure.TIMEOUT);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof JedisException)) {
        throw new IllegalStateException(e.getCause());
      }
      failed(Failure.of(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  /** Makes a call that nobody waits for, with the longer deadline of the connection itself. */
  <T> Optional<T> callInBackground(Function<UnifiedJedis, T> work) {
    if (failure != null) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.apply(client));
    } catch (JedisException e) {
      failed(Failure.of(e));
      return Optional.empty();
    }
  }

  private void failed(Failure reason) {
    failures.inc(reason.label());
    boolean first = failure == null;
    failure = reason;
    tell(reason);
    if (first) {
      // What is left in the pool is likely broken too.
      client.getPool().clear();
      probeSoon();
    }
  }

  private void probeSoon() {
    try {
      background.execute(this::probe);
    } catch (RejectedExecutionException e) {
      LOG.debug("no probe of Redis: the service stops");
    }
  }

  private synchronized void tell(@Nullable Failure now) {
    String news =
        now == null
            ? "Redis is in use: instances share their limits"
            : now.message() + "; until it can be used this instance limits by itself";
    if (news.equals(told)) {
      return;
    }
    told = news;
    if (now == null) {
      LOG.info(news);
    } else {
      LOG.warn(news);
    }
  }

  private void probe() {
    try {
      if (failure != null) {
        serverRun = RedisClients.run(client.info("server"));
      }
      // A Redis that answers but takes no writes is of no use.
      client.set(key("probe"), "1", EXPIRING);
      client.pexpire(key("mark"), MARK_LIFETIME.toMillis());
      String mark = client.get(key("mark"));
      if (failure != null) {
        client.getPool().preparePool();
        failure = null;
        tell(null);
      }
      if (mark != null && mark.startsWith(serverRun + ":")) {
        generation = mark;
      } else {
        seed();
      }
    } catch (JedisException e) {
      failed(Failure.of(e));
    } catch (Exception e) {
      // An exception would end the probes for good.
      LOG.error("Redis could not be probed", e);
    }
  }

  /** The mark comes last: when it fails half-way the next probe begins anew. */
  private void seed() {
    try {
      whenEmpty.forEach(Runnable::run);
      seedingFailed = false;
    } catch (JedisException e) {
      throw e;
    } catch (RuntimeException e) {
      if (!seedingFailed) {
        LOG.warn("Redis was empty, and what it should know could not be read; this goes on", e);
      }
      seedingFailed = true;
      return;
    }
    String mark = serverRun + ":" + UUID.randomUUID();
    client.set(key("mark"), mark, EXPIRING);
    generation = mark;
    LOG.info("Redis was empty; it was told what the database knows");
  }
}
