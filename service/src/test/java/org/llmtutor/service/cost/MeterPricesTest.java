package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dropwizard.core.setup.Environment;
import io.prometheus.client.CollectorRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.prices.PriceBookReader;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.llm.LlmClient;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.llm.LlmMessage;
import org.llmtutor.service.llm.LlmRequest;
import org.llmtutor.service.llm.LlmResult;
import org.llmtutor.service.llm.LlmRoute;
import org.llmtutor.service.llm.RetryPolicy;
import org.llmtutor.service.llm.TokenUsage;
import org.llmtutor.service.telemetry.Metrics;

/** What a metered call is booked at. The provider is made up, because none tells all of this. */
class MeterPricesTest {

  private static final String BOOK =
      """
      prices:
        - provider: x
          model: m
          usd_per_million: {input: 2, output: 10}
          bands:
            - {days: [monday], from: "12:00", to: "13:00", factor: 2}
          service_tiers:
            flex: {factor: 0.5}
            priority: {factor: 1.5}
          source: made up
      """;

  // A Monday, half a minute before the band.
  private final MutableClock clock = new MutableClock("2026-11-23T11:59:30Z");
  private final List<String> asked = new ArrayList<>();
  @TempDir Path directory;
  private TestDatabase database;
  private Meter meter;

  @BeforeEach
  void open() {
    database = new TestDatabase(directory);
    PriceBook book =
        PriceBook.of(
            new PriceBookReader()
                .read(
                    new SourceText("book", BOOK),
                    problem -> {
                      throw new AssertionError(problem.line());
                    }));
    meter =
        CostFeature.install(
                new Environment("test"),
                CostConfig.with(CostConfig.Budgets.of(null, null, null)),
                book,
                database,
                new Metrics(new CollectorRegistry()),
                RetryPolicy.DEFAULT,
                clock,
                ZoneOffset.UTC)
            .meter();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A million of each would cost 2 + 10 dollars: a thousand of each costs 0.012. */
  @Test
  void theClassOfServiceThatTheProviderToldIsBooked() throws MeteredFailure {
    assertThat(call("m", "flex").cost()).isEqualTo(Usd.parse("0.006"));
    assertThat(call("m", "priority").cost()).isEqualTo(Usd.parse("0.018"));
    assertThat(call("m", "default").cost()).isEqualTo(Usd.parse("0.012"));
    assertThat(call("m", null).cost()).isEqualTo(Usd.parse("0.012"));
    assertThat(texts("SELECT cost_basis || ' ' || COALESCE(service_tier, '-') FROM llm_call"))
        .containsExactlyInAnyOrder(
            "computed flex", "computed priority", "computed default", "computed -");
  }

  @Test
  void oneThatTheBookDoesNotListIsBookedAsTheDearestAndMarked() throws MeteredFailure {
    MeteredReply reply = call("m", "scale");
    assertThat(reply.cost()).isEqualTo(Usd.parse("0.018"));
    assertThat(reply.basis()).isEqualTo("estimated");
  }

  @Test
  void aBandThatBeginsDuringTheCallChangesNothing() throws MeteredFailure {
    call("m", null);
    assertThat(clock.instant()).as("the call took a minute").hasToString("2026-11-23T12:00:30Z");
    assertThat(call("m", null).cost()).isEqualTo(Usd.parse("0.024"));
    assertThat(texts("SELECT CAST(cost_nanos AS TEXT) FROM llm_call ORDER BY started_at"))
        .containsExactly("12000000", "24000000");
    assertThat(texts("SELECT 'above' FROM llm_call WHERE cost_nanos > held_nanos")).isEmpty();
  }

  @Test
  void theRowNamesTheEntryThatPricedIt() throws MeteredFailure {
    call("m", null);
    assertThat(texts("SELECT price_id FROM llm_call"))
        .singleElement()
        .asString()
        .matches("x/m@start\\+start#[0-9a-f]{8}");
  }

  @Tag("fault-12")
  @Test
  void aModelWithoutAPriceIsRefusedBeforeItIsAsked() {
    assertThatThrownBy(() -> call("gone", null))
        .isInstanceOfSatisfying(
            ApiException.class,
            refusal -> {
              assertThat(refusal.status()).isEqualTo(503);
              assertThat(refusal.code()).isEqualTo("model_unavailable");
            });
    assertThat(asked).isEmpty();
    assertThat(texts("SELECT id FROM llm_call")).isEmpty();
  }

  private MeteredReply call(String model, @Nullable String tier) throws MeteredFailure {
    CallContext context = new CallContext("ada", "u", "", "c", "", "chat", "request", null);
    LlmRequest request =
        new LlmRequest(
            model,
            List.of(new LlmMessage(LlmMessage.Role.USER, "x".repeat(1_000))),
            1_000,
            Duration.ofSeconds(60),
            "request",
            false,
            null);
    return meter
        .prepare(context, List.of(new LlmRoute("x", new Provider(tier), model)), request)
        .run(LlmListener.NONE);
  }

  private List<String> texts(String sql) {
    return database.read(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }

  /** Takes a minute, and a thousand tokens each way. */
  private final class Provider implements LlmClient {

    private final @Nullable String tier;

    Provider(@Nullable String tier) {
      this.tier = tier;
    }

    @Override
    public String provider() {
      return "x";
    }

    @Override
    public LlmResult complete(LlmRequest request, LlmListener listener) {
      asked.add(request.model());
      clock.advance(Duration.ofMinutes(tier == null ? 1 : 0));
      return new LlmResult(
          "ok",
          TokenUsage.of(1_000, 1_000),
          "stop",
          request.model(),
          Duration.ofMillis(1),
          null,
          tier);
    }
  }
}
