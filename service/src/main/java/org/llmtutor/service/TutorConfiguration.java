package org.llmtutor.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Configuration;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.llmtutor.service.account.AccountConfig;
import org.llmtutor.service.chat.ChatConfig;
import org.llmtutor.service.cost.CostConfig;
import org.llmtutor.service.database.DatabaseConfig;
import org.llmtutor.service.exercise.ExerciseConfig;
import org.llmtutor.service.health.HealthConfig;
import org.llmtutor.service.http.LimitsConfig;
import org.llmtutor.service.llm.LlmConfig;
import org.llmtutor.service.telemetry.MetricsConfig;

/** The configuration file: one section per feature, each documented at its record. */
public final class TutorConfiguration extends Configuration {

  private ZoneId zone = ZoneId.of("UTC");

  @JsonProperty DatabaseConfig database = DatabaseConfig.at("jdbc:sqlite:data/tutor.db");
  @JsonProperty AccountConfig accounts = AccountConfig.defaults();
  @JsonProperty ExerciseConfig exercises = ExerciseConfig.defaults();
  @JsonProperty LlmConfig llm = LlmConfig.DEFAULT;
  @JsonProperty CostConfig cost = CostConfig.with(CostConfig.Budgets.of(null, null, null));
  @JsonProperty ChatConfig chat = ChatConfig.defaults();
  @JsonProperty MetricsConfig prometheus = MetricsConfig.defaults();
  @JsonProperty HealthConfig healthChecks = HealthConfig.defaults();
  @JsonProperty LimitsConfig limits = LimitsConfig.defaults();

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
