package org.llmtutor.service.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A real SQLite file with the migrations it is told, one writer at a time. */
public final class TestDatabase implements Database, AutoCloseable {

  private final HikariDataSource pool;
  private final Jdbi jdbi;
  private final Object writer = new Object();

  /** Opens a new file in {@code folder} and runs the named files of {@code db/migration}. */
  public TestDatabase(Path folder, String... migrations) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:sqlite:" + folder.resolve("test.db") + "?journal_mode=WAL");
    config.setMaximumPoolSize(4);
    pool = new HikariDataSource(config);
    jdbi = Jdbi.create(pool);
    for (String migration : migrations) {
      jdbi.useTransaction(handle -> handle.createScript(script(migration)).execute());
    }
  }

  @Override
  public <T> T read(Function<Handle, T> work) {
    try (Handle handle = jdbi.open()) {
      return work.apply(handle);
    }
  }

  @Override
  public <T> T write(Function<Handle, T> work) {
    synchronized (writer) {
      try (Handle handle = jdbi.open()) {
        return handle.inTransaction(work::apply);
      }
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static String script(String migration) {
    String name = "/db/migration/" + migration;
    try (InputStream in = TestDatabase.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(name + ": not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
