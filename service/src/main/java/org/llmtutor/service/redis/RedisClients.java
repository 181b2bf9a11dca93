package org.llmtutor.service.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/** Makes clients of Redis. */
final class RedisClients {

  private static final Pattern RUN = Pattern.compile("run_id:([0-9a-f]+)");

  private RedisClients() {}

  /** A client that has not connected yet. */
  static RedisClient open(RedisConfig config, RedisAddress address) {
    int millis = (int) config.connectTimeout().toMilliseconds();
    DefaultJedisClientConfig.Builder client =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .user(address.user())
            .password(address.password())
            .database(address.database())
            .clientName("tutor");
    if (address.tls()) {
      // The default would take the certificate of any other host.
      client.sslOptions(SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL).build());
    }
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    // One more for the probes, which wait for nobody.
    pool.setMaxTotal(config.poolSize() + 1);
    pool.setMaxIdle(config.poolSize() + 1);
    pool.setMinIdle(config.poolSize());
    pool.setMaxWait(config.connectTimeout().toJavaDuration());
    pool.setJmxEnabled(false);
    return RedisClient.builder()
        .hostAndPort(new HostAndPort(address.host(), address.port()))
        .clientConfig(client.build())
        .poolConfig(pool)
        .build();
  }

  /** What {@code INFO server} calls the run of the server; it changes with each start. */
  static String run(String info) {
    Matcher run = RUN.matcher(info);
    return run.find() ? run.group(1) : "unknown";
  }
}
