package org.llmtutor.bench.chaos;

import java.time.Duration;

/**
 * The configuration that the killed service runs with: the ledger as shipped, times short enough
 * for a run of minutes, nothing beside it that would slow the start.
 *
 * @param databaseUrl where the ledger is
 * @param providerUrl the provider's address
 * @param platformDailyUsd daily budget of all learners together
 */
record Setup(String databaseUrl, String providerUrl, String platformDailyUsd) {

  static final String OPS_TOKEN = "chaos-operator-token-0123456789";

  static final Duration SWEEP = Duration.ofMillis(500);
  static final Duration DEADLINE = Duration.ofSeconds(3);
  static final Duration MARGIN = Duration.ofSeconds(1);

  /** Longer than any request can take, so that no key is claimed by two at a time. */
  static final Duration EXCHANGE_LEASE = Duration.ofSeconds(10);

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
    database: {url: "%s", writeTimeout: 2s, statementTimeout: 1s}
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
            OPS_TOKEN,
            EXCHANGE_LEASE.toSeconds(),
            DEADLINE.toSeconds(),
            providerUrl,
            platformDailyUsd,
            MARGIN.toSeconds(),
            SWEEP.toMillis());
  }
}
