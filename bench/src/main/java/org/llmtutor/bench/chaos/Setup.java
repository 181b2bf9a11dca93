package org.llmtutor.bench.chaos;

import java.time.Duration;

/**
 * The configuration that the killed service runs with: the ledger as shipped, times short enough
 * for a run of minutes, nothing beside it that would slow the start.
 *
 * @param databaseUrl where the ledger is
 * @param providerUrl the provider's address
 * @param platformDailyUsd daily budget of all learners together
 * @param writeTimeout deadline of one write to the database
 */
record Setup(
    String databaseUrl, String providerUrl, String platformDailyUsd, Duration writeTimeout) {

  static final String OPS_TOKEN = "chaos-operator-token-0123456789";

  static final Duration SWEEP = Duration.ofMillis(500);
  static final Duration DEADLINE = Duration.ofSeconds(3);
  static final Duration MARGIN = Duration.ofSeconds(1);

  /** The deadline of a write, for one service alone on its database. */
  static final Duration QUICK_WRITES = Duration.ofSeconds(2);

  /** The deadline of a write as shipped, for a database that a thousand requests reach at once. */
  static final Duration SHIPPED_WRITES = Duration.ofSeconds(10);

  /** Longer than any request can take, so that no key is claimed by two at a time. */
  Duration exchangeLease() {
    return writeTimeout.multipliedBy(3).plus(DEADLINE).plus(MARGIN);
  }

  String yaml() {
    return """
    server:
      applicationConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
      adminConnectors: [{type: http, port: 0, bindHost: 127.0.0.1}]
      shutdownGracePeriod: 10s
      requestLog: {appenders: []}
    logging:
      level: WARN
      loggers: {org.llmtutor.service.StartNotice: INFO}
      appenders: [{type: console, layout: {type: one-line}}]
    database: {url: "%s", writeTimeout: %ds, statementTimeout: %ds}
    accounts: {operatorToken: "%s", registrationsPerMinute: 100000}
    chat: {exchangeLease: %ds, messagesPerMinute: 100000}
    history: {enabled: false}
    console: {enabled: false}
    alerting: {enabled: false}
    llm:
      provider: openai
      deadline: %ds
      maxOutputTokens: 256
      retry: {maxAttempts: 1}
      providers:
        openai: {type: openai, baseUrl: "%s", model: gpt-4o-mini}
    cost:
      budgets: {platform: {daily: %s}}
      leaseMargin: %ds
      sweepInterval: %dms
    """
        .formatted(
            databaseUrl,
            writeTimeout.toSeconds(),
            writeTimeout.dividedBy(2).toSeconds(),
            OPS_TOKEN,
            exchangeLease().toSeconds(),
            DEADLINE.toSeconds(),
            providerUrl,
            platformDailyUsd,
            MARGIN.toSeconds(),
            SWEEP.toMillis());
  }
}
