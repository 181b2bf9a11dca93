package org.llmtutor.bench.request;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Connections as the service pools them, without its metrics. */
final class ReadPool {

  private ReadPool() {}

  static HikariDataSource of(String url) {
    HikariConfig hikari = new HikariConfig();
    hikari.setJdbcUrl(url);
    hikari.setMaximumPoolSize(4);
    return new HikariDataSource(hikari);
  }
}
