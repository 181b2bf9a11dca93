package org.llmtutor.service.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.embedded.RedisServer;

/** A real Redis on a free port, whose binary comes with a test dependency. */
public final class TestRedis implements AutoCloseable {

  private final int port;
  private final String[] settings;
  private RedisServer server;

  private TestRedis(int port, String... settings) {
    this.port = port;
    this.settings = settings;
    this.server = run();
  }

  /** Starts one with lines of its configuration file. */
  public static TestRedis start(String... settings) {
    return new TestRedis(freePort(), settings);
  }

  private static int freePort() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RedisServer run() {
    try {
      var builder = RedisServer.newRedisServer().port(port).bind("127.0.0.1").setting("save \"\"");
      for (String setting : settings) {
        builder.setting(setting);
      }
      RedisServer started = builder.build();
      started.start();
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its URL. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Ends the process. */
  public void kill() {
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it again, empty. */
  public void restart() {
    server = run();
  }

  /** Forgets everything. */
  public void flush() {
    try (RedisClient client = client()) {
      client.flushAll();
    }
  }

  /** Answers nobody for a while. */
  void hang(int millis) {
    try (RedisClient client = client()) {
      client.executeCommand(new CommandArguments(Protocol.Command.CLIENT).add("PAUSE").add(millis));
    }
  }

  /** A client of the test's own. */
  RedisClient client() {
    return RedisClient.create("127.0.0.1", port);
  }

  /** All keys and, of sorted sets, the members. */
  public Set<String> texts() {
    Set<String> texts = new TreeSet<>();
    try (RedisClient client = client()) {
      for (String key : client.keys("*")) {
        texts.add(key);
        texts.addAll(
            client.type(key).equals("zset")
                ? client.zrange(key, 0, -1)
                : Set.of(String.valueOf(client.get(key))));
      }
    }
    return texts;
  }

  @Override
  public void close() {
    kill();
  }
}
