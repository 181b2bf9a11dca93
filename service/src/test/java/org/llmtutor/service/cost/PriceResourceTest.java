package org.llmtutor.service.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.prices.PriceBookReader;
import org.llmtutor.prices.PriceEntry;
import org.llmtutor.rules.problem.SourceText;
import org.llmtutor.service.TestTutor;

/**
 * One call under the packaged prices, then one after a restart with a book that makes it ten times
 * as dear.
 */
class PriceResourceTest {

  private static final String REPORT = "/api/ops/costs?since=7d&by=day,learner,model";
  private static final String OFFLINE =
      """
      prices:
        - provider: offline
          model: offline-tutor
          recorded: 2026-11-25T12:00:00Z
          usd_per_million: {input: 1.5, output: 6}
          source: ten times the packaged price
      """;

  @TempDir static Path directory;
  private static final MutableClock CLOCK = new MutableClock("2026-11-25T10:00:00Z");
  private static TestTutor tutor;
  private static String before = "";
  private static String after = "";
  private static BigDecimal first = BigDecimal.ZERO;
  private static BigDecimal second = BigDecimal.ZERO;

  @BeforeAll
  static void callBeforeAndAfterTheBookIsUpdated() throws IOException {
    tutor = TestTutor.start(CLOCK, directory);
    String token = tutor.register();
    first = chat(token);
    before = tutor.get(REPORT, tutor.operatorToken()).body();
    tutor.close();
    Path file = Files.writeString(directory.resolve("prices.yml"), OFFLINE);
    tutor = TestTutor.start(CLOCK, directory, "cost.priceFile=" + file);
    after = tutor.get(REPORT, tutor.operatorToken()).body();
    second = chat(token);
  }

  private static BigDecimal chat(String token) {
    String body = "{\"message\":\"Help\",\"exercise_id\":\"loops-easy\"}";
    JsonNode reply = tutor.post("/api/chat/message", token, body).json();
    return reply.get("cost_usd").decimalValue();
  }

  @AfterAll
  static void stop() {
    tutor.close();
  }

  @Test
  void aReportOfThePastIsTheSameToTheByteAfterTheBookWasUpdated() {
    assertThat(before).contains("\"calls\":1");
    assertThat(after).isEqualTo(before);
  }

  @Test
  void theNextCallIsPricedByTheUpdatedBook() {
    assertThat(second).isGreaterThan(first.multiply(new BigDecimal("5")));
  }

  @Test
  void theBookIsListedAsItAppliesNow() {
    JsonNode prices = list("?provider=offline").get("prices");
    assertThat(prices.findValuesAsText("origin")).containsExactly("own", "packaged", "packaged");
    assertThat(prices.findValuesAsText("model"))
        .containsExactly("offline-tutor", "offline-*", "exercise-hints");
    assertThat(prices.at("/0/usd_per_million/output").decimalValue()).isEqualByComparingTo("6");
    assertThat(prices.at("/0/id").asText()).startsWith("offline/offline-tutor@start+2026-11-25T12");
    assertThat(
            list("?provider=offline&model=offline-tutor").get("prices").findValuesAsText("origin"))
        .containsExactly("own");
  }

  @Test
  void theBookIsListedAsItWasKnownAndAsItWillApply() {
    assertThat(
            list("?provider=offline&model=offline-tutor&as_of=2026-11-25T11:59:59Z")
                .at("/prices/0/origin"))
        .hasToString("\"packaged\"");
    assertThat(
            list("?provider=gcp.gemini&model=gemini-3.8-flash&at=2026-12-31T23:59:59Z")
                .at("/prices/0/to"))
        .hasToString("\"2027-01-01T00:00:00Z\"");
    assertThat(
            list("?provider=gcp.gemini&model=gemini-3.8-flash&at=2027-01-01T00:00:00Z")
                .at("/prices/0/from"))
        .hasToString("\"2027-01-01T00:00:00Z\"");
    assertThat(list("?all=true").get("prices")).hasSizeGreaterThan(list("").get("prices").size());
    assertThat(list("?provider=openai&model=gpt-9").get("prices")).isEmpty();
  }

  @Test
  void aListingIsAPriceBookAgain() {
    String listing = tutor.get("/api/ops/prices?all=true", tutor.operatorToken()).body();
    List<String> problems = new ArrayList<>();
    List<PriceEntry> entries =
        new PriceBookReader()
            .read(new SourceText("listing", listing), problem -> problems.add(problem.line()));
    assertThat(problems).isEmpty();
    assertThat(entries).hasSize(30);
    assertThat(entries.get(0).id()).startsWith("offline/offline-tutor@");
  }

  @Test
  void repricingTellsTheDifferenceAndChangesNothing() {
    String ledger = tutor.get(REPORT, tutor.operatorToken()).body();
    JsonNode all = reprice("{\"since\":7,\"by\":\"model\"}").json();
    assertThat(all.at("/total/calls").asLong()).isEqualTo(2);
    assertThat(usd(all, "booked_usd")).isEqualByComparingTo(first.add(second));
    assertThat(usd(all, "difference_usd"))
        .as("the first call would cost ten times as much")
        .isEqualByComparingTo(first.multiply(new BigDecimal(9)));
    assertThat(all.at("/rows/0/key/model").asText()).isEqualTo("offline-tutor");
    JsonNode then = reprice("{\"since\":7,\"as_of\":\"2026-11-25T11:00:00Z\"}").json();
    assertThat(usd(then, "difference_usd"))
        .as("the second would cost a tenth")
        .isEqualByComparingTo(second.movePointLeft(1).subtract(second));
    assertThat(tutor.get(REPORT, tutor.operatorToken()).body()).isEqualTo(ledger);
  }

  @Test
  void aBookOfOnesOwnMayBeTriedOut() throws IOException {
    String book = OFFLINE.replace("1.5", "0").replace("output: 6", "output: 0");
    Map<String, Object> body = Map.of("since", 7, "book", book);
    JsonNode free = reprice(TestTutor.JSON.writeValueAsString(body)).json();
    assertThat(usd(free, "repriced_usd")).isEqualByComparingTo("0");
  }

  @Test
  void callsWithoutAPriceCountAsBookedAndAreTold() {
    JsonNode none = reprice("{\"since\":7,\"as_of\":\"1969-01-01T00:00:00Z\"}").json();
    assertThat(none.at("/total/unpriced_calls").asLong()).isEqualTo(2);
    assertThat(usd(none, "difference_usd")).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"since\":0} | since is a number of days",
        "{\"since\":7,\"from\":\"2026-11-01\"} | not both",
        "{\"from\":\"2026-11-25\",\"to\":\"2026-11-25\"} | from must be before to",
        "{\"from\":\"1999-01-01\"} | at most 1100 days",
        "{\"by\":\"modell\"} | by is a comma-separated list",
        "{\"book\":\"prices: [{}]\"} | The book has 4 errors, the first on line 1",
      })
  void whatCannotBeRepricedIsRefused(String body, String message) {
    TestTutor.Reply reply = reprice(body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.json().get("message").asText()).contains(message);
  }

  @ParameterizedTest
  @CsvSource({"at=yesterday, at is a time", "as_of=1, as_of is a time", "all=yes, all is true"})
  void whatCannotBeListedIsRefused(String query, String message) {
    TestTutor.Reply reply = tutor.get("/api/ops/prices?" + query, tutor.operatorToken());
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().get("message").asText()).startsWith(message);
  }

  @Test
  void learnersMayNotAsk() {
    String learner = tutor.register();
    assertThat(tutor.get("/api/ops/prices", learner).status()).isEqualTo(403);
    assertThat(tutor.post("/api/ops/prices/reprice", learner, "{}").status()).isEqualTo(403);
    assertThat(tutor.get("/api/ops/prices", "").status()).isEqualTo(401);
  }

  private static JsonNode list(String query) {
    return tutor.get("/api/ops/prices" + query, tutor.operatorToken()).json();
  }

  private static TestTutor.Reply reprice(String body) {
    return tutor.post("/api/ops/prices/reprice", tutor.operatorToken(), body);
  }

  private static BigDecimal usd(JsonNode report, String name) {
    return report.at("/total/" + name).decimalValue();
  }
}
