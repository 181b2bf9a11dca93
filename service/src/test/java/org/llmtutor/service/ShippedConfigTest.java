package org.llmtutor.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.ConfigurationSourceProvider;
import io.dropwizard.jackson.Jackson;
import io.dropwizard.jersey.validation.Validators;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.service.database.DatabaseConfig;

/** The shipped configuration starts; a mistake in it stops the start with a remedy. */
class ShippedConfigTest {

  @TempDir Path directory;

  @Test
  @Tag("fault-12")
  void aModelWithoutAPriceStopsTheStart() {
    assertThatThrownBy(
            () ->
                TestTutor.start(
                        directory,
                        "llm.provider=openai",
                        "llm.providers.openai.type=openai",
                        "llm.providers.openai.apiKeyEnv=",
                        "llm.providers.openai.model=gpt-unheard-of")
                    .close())
        .hasMessageContaining("'gpt-unheard-of' of provider 'openai' has no price")
        .hasMessageContaining("cost.priceFile");
  }

  /** Fault 12. */
  @Test
  void aFallbackWithoutAPriceStopsTheStart() {
    assertThatThrownBy(
            () ->
                TestTutor.start(
                        directory,
                        "llm.fallbacks=openai",
                        "llm.providers.openai.provider=elsewhere",
                        "llm.providers.openai.model=gpt-4o-mini")
                    .close())
        .hasMessageContaining("'gpt-4o-mini' of provider 'elsewhere' has no price");
  }

  @ParameterizedTest
  @CsvSource({
    "logging.appenders[1].dsn=htps:/nowhere, SENTRY_DSN",
    "chat.maxMesage=5, maxMessage",
    "prometheusApi.maxSample=5, maxSamples",
    "prometheusApi.timeout=0s, prometheusApi.timeout",
    "databse.url=jdbc:sqlite:x, database",
    "zone=Mars/Base, IANA",
    "cost.budgets.learner.daily=-1, negative",
    "database.url=jdbc:oracle:x, jdbc:sqlite",
    "database.url=jdbc:postgresql://host/tutor?password=canary, DATABASE_PASSWORD",
    "database.url=jdbc:postgresql://host, jdbc:postgresql://host:5432/tutor",
    "database.postgresql.socketTimeout=1ms, socketTimeout",
    "instances=0, INSTANCES",
    "llm.provider=ofline, offline",
    "llm.deadline=10m, chat.exchangeLease",
    "cost.sweepInterval=0s, sweepInterval",
    "console.maxSesions=1, maxSessions",
    "console.sessionLifetime=0s, console.sessionLifetime",
    "database.writeTimeout=0s, database.writeTimeout",
    "redis.url=http://redis:6379, redis://host:6379/0",
    "redis.timeot=1s, timeout",
    "traces.slow=0s, traces.slow",
    "traces.maxTrace=1, maxTraces",
    "database.repeatedStatements=0, database.repeatedStatements",
    "history.interval=1ms, history.interval",
    "history.retension=1h, retention",
    "alerting.grouping.repaet=5h, repeat",
    "alerting.rules[0]=alerts/*/x.yml, alerts/*.yml",
    "alerting.channels.slack.url=http://example.com/canary, https",
    "alerting.channels.webhook.url=https://169.254.169.254/x, link-local",
    "alerting.dailySummary.at=8 o'clock, 08:00",
    "alerting.delivery.maxQueued=0, maxQueued"
  })
  void aMistakeStopsTheStartAndSaysWhatToDo(String override, String remedy) {
    assertThatThrownBy(() -> TestTutor.start(directory, override).close())
        .hasMessageContaining(remedy);
  }

  @Test
  void severalInstancesOnOneFileAreRefused() {
    TutorConfiguration config = new TutorConfiguration();
    config.instances = 3;
    assertThatThrownBy(config::requireShareable)
        .hasMessageContaining("3 instances cannot share a database file")
        .hasMessageContaining("DATABASE_URL=jdbc:postgresql:")
        .hasMessageContaining("INSTANCES=1");
  }

  @Test
  void severalInstancesWithoutAnOperatorsTokenAreRefused() {
    TutorConfiguration config = new TutorConfiguration();
    config.instances = 3;
    config.database = DatabaseConfig.at("jdbc:postgresql://localhost/tutor");
    assertThatThrownBy(config::requireShareable).hasMessageContaining("OPS_TOKEN");
  }

  @Test
  void aKeyThatStandsTwiceIsRefused() {
    ConfigurationSourceProvider twice =
        path -> new ByteArrayInputStream("zone: UTC\nzone: UTC\n".getBytes(UTF_8));
    assertThatThrownBy(
            () ->
                new StrictYaml<>(
                        TutorConfiguration.class,
                        Validators.newValidator(),
                        Jackson.newObjectMapper(),
                        "dw")
                    .build(twice, "config.yml"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("Duplicate field 'zone'")
        .satisfies(
            failure ->
                assertThat(StartFailure.lines(failure, "config.yml").get(0))
                    .doesNotContain("\n", "Source"));
  }

  @Test
  void theShippedFileHasBudgets() {
    try (TestTutor tutor = TestTutor.start(directory)) {
      assertThat(tutor.get("/api/usage/me", tutor.register()).json().get("limits")).isNotEmpty();
    }
  }
}
