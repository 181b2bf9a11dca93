package org.llmtutor.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.dropwizard.core.Configuration;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.llmtutor.service.account.AccountConfig;
import org.llmtutor.service.alerting.AlertingConfig;
import org.llmtutor.service.chat.ChatConfig;
import org.llmtutor.service.console.ConsoleConfig;
import org.llmtutor.service.cost.CostConfig;
import org.llmtutor.service.cost.LedgerConfig;
import org.llmtutor.service.database.DatabaseConfig;
import org.llmtutor.service.exercise.ExerciseConfig;
import org.llmtutor.service.health.HealthConfig;
import org.llmtutor.service.history.HistoryConfig;
import org.llmtutor.service.history.api.PrometheusApiConfig;
import org.llmtutor.service.http.LimitsConfig;
import org.llmtutor.service.llm.LlmConfig;
import org.llmtutor.service.redis.RedisConfig;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.trace.TraceConfig;

/**
 * The configuration file: one section per feature, each documented at its record. A section without
 * anything in it has its defaults.
 */
public final class TutorConfiguration extends Configuration {

  private ZoneId zone = ZoneId.of("UTC");

  /** How many instances share the database and the learners. */
  @JsonProperty int instances = 1;

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  DatabaseConfig database = DatabaseConfig.at("jdbc:sqlite:data/tutor.db");

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  RedisConfig redis = RedisConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  AccountConfig accounts = AccountConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  ExerciseConfig exercises = ExerciseConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  LlmConfig llm = LlmConfig.DEFAULT;

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  CostConfig cost = CostConfig.with(CostConfig.Budgets.of(null, null, null));

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  LedgerConfig ledger = LedgerConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  ChatConfig chat = ChatConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  MetricsConfig prometheus = MetricsConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  TraceConfig traces = TraceConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  PrometheusApiConfig prometheusApi = PrometheusApiConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  HistoryConfig history = HistoryConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  HealthConfig healthChecks = HealthConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  ConsoleConfig console = ConsoleConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  LimitsConfig limits = LimitsConfig.defaults();

  @JsonProperty
  @JsonSetter(nulls = Nulls.SKIP)
  AlertingConfig alerting = AlertingConfig.defaults();

  /**
   * Refuses what several instances cannot share.
   *
   * @throws IllegalArgumentException naming the setting and the remedy
   */
  void requireShareable() {
    if (instances < 1) {
      throw new IllegalArgumentException(
          "instances: %d is not a positive number; use 1 (INSTANCES)".formatted(instances));
    }
    if (instances > 1 && database.isEmbedded()) {
      throw new IllegalArgumentException(
          "instances: %d instances cannot share a database file; use PostgreSQL (DATABASE_URL=jdbc:postgresql://host:5432/tutor) or one instance (INSTANCES=1)"
              .formatted(instances));
    }
    if (instances > 1 && accounts.operatorToken().isEmpty()) {
      throw new IllegalArgumentException(
          "accounts.operatorToken: each of %d instances would make a token of its own; set the same for all (OPS_TOKEN)"
              .formatted(instances));
    }
  }

  /** The platform's zone, in which days and months begin. */
  ZoneId zone() {
    return zone;
  }

  /** Sets the zone by its IANA name. */
  @JsonProperty("zone")
  void setZone(String name) {
    try {
      this.zone = ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "zone: not an IANA time zone; use a name such as Europe/Berlin or UTC", e);
    }
  }
}
