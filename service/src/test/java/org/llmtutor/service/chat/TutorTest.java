package org.llmtutor.service.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.setup.Environment;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.api.ChatRequest;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.account.TestLearners;
import org.llmtutor.service.cost.CostConfig;
import org.llmtutor.service.cost.CostFeature;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.exercise.Catalogue;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.MinuteLimiter;
import org.llmtutor.service.llm.LlmClients;
import org.llmtutor.service.llm.LlmConfig;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.llm.RetryPolicy;
import org.llmtutor.service.telemetry.Metrics;

/** The exchange's money and key when something between them goes wrong. */
class TutorTest {

  private static final Learner ADA =
      new Learner("ada", "Ada", "beginner", List.of("python"), null, Instant.EPOCH);
  private static final ChatRequest HELP = new ChatRequest("Help", null, null, null, null, null);
  private static final Duration LEASE = Duration.ofMinutes(5);

  @TempDir Path directory;
  private TestDatabase database;
  private Exchanges exchanges;
  private Tutor tutor;
  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @BeforeEach
  void build() {
    database = new TestDatabase(directory);
    TestLearners.add(database, ADA);
    ChatConfig config = ChatConfig.defaults();
    CostFeature cost =
        CostFeature.install(
            new Environment("test"),
            CostConfig.with(CostConfig.Budgets.of(null, null, null)),
            PriceBook.packaged(),
            database,
            new Metrics(new CollectorRegistry()),
            RetryPolicy.DEFAULT,
            clock,
            ZoneOffset.UTC);
    ObjectMapper json = TestTutor.JSON;
    exchanges = new Exchanges(database, json, LEASE, clock);
    tutor =
        new Tutor(
            new Questions(config, Catalogue.packaged()),
            new Conversations(database, clock),
            exchanges,
            new ChatLimiter(new MinuteLimiter(60, 1_000), clock),
            cost.late(),
            new Funding(
                cost.meter(),
                cost.degradation(),
                LlmClients.routes(LlmConfig.DEFAULT, List.of(), Map.of(), clock),
                LlmConfig.DEFAULT,
                config),
            config.maxContextMessages());
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  @Tag("fault-13")
  void anExchangeThatIsNeverRunGivesItsHoldAndItsKeyBack() throws Exception {
    tutor.begin(ADA, HELP, "key-1", true).close();
    assertThat(number("SELECT COUNT(*) FROM llm_call WHERE state = 'released'")).isEqualTo(1);
    assertThat(number("SELECT SUM(held_nanos) FROM budget_window")).isZero();
    tutor.begin(ADA, HELP, "key-1", true);
  }

  @Test
  void closingAnExchangeThatRanChangesNothing() throws Exception {
    Tutor.Exchange exchange = tutor.begin(ADA, HELP, "key-1", false);
    exchange.reply(LlmListener.NONE);
    exchange.close();
    assertThat(number("SELECT COUNT(*) FROM llm_call WHERE state = 'settled'")).isEqualTo(1);
    assertThat(number("SELECT COUNT(*) FROM chat_exchange WHERE status = 200")).isEqualTo(1);
  }

  @Test
  void aListenerThatFailsLeavesExposureAndFreesTheKey() {
    Tutor.Exchange exchange = tutor.begin(ADA, HELP, "key-1", false);
    assertThatThrownBy(
            () ->
                exchange.reply(
                    text -> {
                      throw new IllegalStateException("broken listener");
                    }))
        .hasMessage("broken listener");
    assertThat(number("SELECT COUNT(*) FROM llm_call WHERE state = 'unknown'")).isEqualTo(1);
    assertThat(number("SELECT COUNT(*) FROM chat_exchange")).isZero();
  }

  @Test
  void aReplyIsKeptAlthoughTheThreadWasInterrupted() throws Exception {
    Tutor.Exchange exchange = tutor.begin(ADA, HELP, "key-1", false);
    exchange.reply(text -> Thread.currentThread().interrupt());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(number("SELECT COUNT(*) FROM llm_call WHERE state = 'settled'")).isEqualTo(1);
    assertThat(number("SELECT COUNT(*) FROM message")).isEqualTo(2);
  }

  @Test
  void aClaimThatAnotherTookOverFreesNothing() {
    Exchanges.Claim first = exchanges.begin("ada", "key-1", HELP);
    assertThatThrownBy(() -> exchanges.begin("ada", "key-1", HELP))
        .isInstanceOfSatisfying(
            ApiException.class, refusal -> assertThat(refusal.status()).isEqualTo(409));
    now = now.plus(LEASE).plusMillis(1);
    exchanges.begin("ada", "key-1", HELP);
    database.write(handle -> Exchanges.abandon(handle, first));
    assertThatThrownBy(() -> exchanges.begin("ada", "key-1", HELP))
        .as("the second request is still under way")
        .isInstanceOf(ApiException.class);
  }

  private long number(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }
}
