package org.llmtutor.service.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Jdbi;

/**
 * A PostgreSQL server of this JVM, started at the first use and ended with it. Every test gets a
 * database of its own, copied from one that is migrated already. It does not sync to disk.
 */
public final class PostgresServer {

  private static final String TEMPLATE = "migrated";
  private static final AtomicInteger NEXT = new AtomicInteger();

  private PostgresServer() {}

  /** Started by the first who asks. */
  private static final class Started {

    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server =
            EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("timezone", "Asia/Tokyo")
                .setPGStartupWait(Duration.ofMinutes(2))
                .start();
        Jdbi admin = Jdbi.create(server.getPostgresDatabase());
        admin.useHandle(handle -> handle.execute("CREATE DATABASE " + TEMPLATE));
        new Migrations(DatabaseConfig.at(address(server, TEMPLATE))).apply();
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL for tests does not start", e);
      }
    }
  }

  /** The address of a new database with the current schema. */
  public static String migrated() {
    return create(" TEMPLATE " + TEMPLATE);
  }

  /** The address of a new database without anything in it. */
  static String empty() {
    return create("");
  }

  /** The port that the server listens on. */
  static int port() {
    return Started.SERVER.getPort();
  }

  /** Runs a statement as the server's administrator. */
  static void admin(String sql) {
    Jdbi.create(Started.SERVER.getPostgresDatabase()).useHandle(handle -> handle.execute(sql));
  }

  private static synchronized String create(String template) {
    String name = "test" + NEXT.incrementAndGet();
    admin("CREATE DATABASE " + name + template);
    return address(Started.SERVER, name);
  }

  private static String address(EmbeddedPostgres server, String database) {
    return "jdbc:postgresql://localhost:%d/%s?user=postgres".formatted(server.getPort(), database);
  }
}
