package org.llmtutor.service.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;
import org.slf4j.LoggerFactory;

/** The page in a real browser, on a real service with real traffic. */
class ConsoleBrowserTest {

  private static final Path SCREENSHOTS =
      Path.of(System.getProperty("project.root", ".."), "service/target/console-screenshots");
  private static final String RULES =
      "alerting.rules[0]="
          + Path.of(System.getProperty("project.root", ".."), "alerts").toAbsolutePath()
          + "/*.yml";
  private static final double PATIENCE_MILLIS = 30_000;

  @TempDir static Path directory;
  private static Chromium chromium;
  private static TestTutor tutor;

  private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
  private final List<String> strangers = Collections.synchronizedList(new ArrayList<>());
  private String own = "";
  private BrowserContext context;
  private Page page;

  @BeforeAll
  static void startWithTraffic() {
    chromium = Chromium.start();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
    tutor = startTutor();
    for (int i = 0; i < 3; i++) {
      String learner = tutor.register();
      tutor.post(
          "/api/chat/message", learner, "{\"message\":\"Help\",\"exercise_id\":\"loops-easy\"}");
    }
    LoggerFactory.getLogger("org.example.Worker").error("it broke", new IllegalStateException("x"));
  }

  private static TestTutor startTutor(String... overrides) {
    return TestTutor.start(
        directory,
        Stream.concat(Stream.of("history.interval=200ms", RULES), Stream.of(overrides))
            .toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
      tutor.close();
    }
  }

  @BeforeEach
  void open() {
    open(new Browser.NewContextOptions().setViewportSize(1280, 900));
  }

  private void open(Browser.NewContextOptions options) {
    context = chromium.browser().newContext(options.setReducedMotion(ReducedMotion.REDUCE));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    page = context.newPage();
    page.onConsoleMessage(
        message -> {
          // A service that is stopped, and a log-in that is refused, are what the tests make.
          if (message.type().equals("error") && !message.text().startsWith("Failed to load")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    own = tutor.uri("/").toString();
    page.onRequest(
        request -> {
          if (!request.url().startsWith(own) && !request.url().startsWith("data:")) {
            strangers.add(request.url());
          }
        });
  }

  @AfterEach
  void thePageComplainsOfNothingAndAsksNobodyElse() {
    context.close();
    assertThat(complaints).isEmpty();
    assertThat(strangers).isEmpty();
  }

  private void logIn() {
    logIn(tutor);
  }

  private void logIn(TestTutor to) {
    own = to.uri("/").toString();
    page.navigate(to.uri("/console").toString());
    page.getByLabel("Operator token").fill(to.operatorToken());
    page.locator("#login-button").click();
    assertThat(page.locator("#connection")).hasText("Live");
  }

  private JsonNode api(String path) {
    return tutor.get(path, tutor.operatorToken()).json();
  }

  private void keep(String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
  }

  private String value(String selector) {
    Locator data = page.locator(selector + " data").first();
    assertThat(data).isVisible();
    return data.getAttribute("value");
  }

  @Test
  void itShowsTheNumbersOfTheApi() {
    logIn();
    JsonNode today = api("/api/ops/costs");
    assertThat(Double.parseDouble(value("#tile-cost")))
        .isPositive()
        .isEqualTo(today.at("/total/cost_usd").asDouble());
    assertThat(page.locator("#tile-cost"))
        .containsText(today.at("/total/calls").asText() + " calls");
    assertThat(page.locator("#tile-health .big")).hasText("Healthy");
    JsonNode models = api("/api/ops/costs?since=7d&by=model");
    assertThat(page.locator("#cost-models tbody tr")).hasCount(models.get("rows").size());
    assertThat(page.locator("#cost-models")).containsText(models.at("/rows/0/key/model").asText());
    assertThat(page.locator("#cost-learners tbody tr")).hasCount(3);
    int rules = 0;
    for (JsonNode group : api("/api/ops/prometheus/api/v1/rules?type=alert").at("/data/groups")) {
      rules += group.get("rules").size();
    }
    assertThat(rules).isPositive();
    assertThat(page.locator("#tile-alerts")).containsText(rules + " rules watched");
    assertThat(page.locator("#cost-days .u-over")).isVisible();
    assertThat(page.locator("#budgets meter")).not().hasCount(0);
    assertThat(page.locator("#checks tbody tr")).hasCount(api("/health").get("checks").size());
    assertThat(page.locator("#errors")).containsText("IllegalStateException in Worker");
    keep("desktop-light");
  }

  @Test
  void itShowsWhatTheHistoryOfMetricsAnswers() {
    String learner = tutor.register();
    List<Response> answers = new ArrayList<>();
    page.onResponse(
        response -> {
          if (response.url().contains("/query?") && response.url().contains("%22rate%22")) {
            answers.add(response);
          }
        });
    logIn();
    // Rates need requests between two samples, however long the machine takes for those.
    page.waitForCondition(
        () -> {
          tutor.get("/api/exercises", learner);
          page.locator("#ranges span").first().click();
          page.locator("#ranges span").nth(1).click();
          return page.locator("#routes").textContent().contains("GET /api/exercises");
        });
    Locator shown = page.locator("#tile-traffic data");
    page.waitForCondition(
        () -> {
          String rate = rate(json(answers.get(answers.size() - 1).text()));
          return page.evaluate("text => String(Number(text))", rate)
              .equals(shown.getAttribute("value"));
        });
    assertThat(Double.parseDouble(shown.getAttribute("value"))).isPositive();
    keep("traffic");
  }

  private static JsonNode json(String text) {
    try {
      return TestTutor.JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String rate(JsonNode answer) {
    for (JsonNode sample : answer.at("/data/result")) {
      if (sample.at("/metric/q").asText().equals("rate")) {
        return sample.at("/value/1").asText();
      }
    }
    throw new AssertionError("no rate in " + answer);
  }

  @Test
  void theKeyboardAloneLogsInAndOut() {
    page.navigate(tutor.uri("/console").toString());
    assertThat(page.getByLabel("Operator token")).isFocused();
    keep("login");
    page.keyboard().type("wrong-token-of-operators");
    page.keyboard().press("Enter");
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("This is not the operators' token.");
    assertThat(page.getByLabel("Operator token")).isFocused();
    page.keyboard().type(tutor.operatorToken());
    page.keyboard().press("Enter");
    assertThat(page.locator("#connection")).hasText("Live");
    assertThat(page.locator("#content")).isFocused();
    page.locator("#logout").focus();
    page.keyboard().press("Enter");
    assertThat(page.getByLabel("Operator token")).isVisible();
    page.reload();
    assertThat(page.getByLabel("Operator token")).isVisible();
  }

  @Test
  void aReloadNeedsNoOtherLogInAndTheRangeIsInTheAddress() {
    logIn();
    page.locator("#ranges input:checked").focus();
    page.keyboard().press("ArrowRight");
    assertThat(page).hasURL(Pattern.compile(".*range=6h"));
    page.reload();
    assertThat(page.locator("#connection")).hasText("Live");
    assertThat(page.locator("#ranges input:checked")).hasValue("6h");
    assertThat(page.locator("#routes .in-range")).hasText("last 6 hours");
  }

  @Test
  void itSaysThatTheServiceIsAwayAndGoesOnByItselfWhenItIsBack() {
    logIn();
    int port = tutor.uri("/").getPort();
    tutor.close();
    page.locator("#ranges span").first().click();
    assertThat(page.locator("#connection")).hasText("The service does not answer");
    assertThat(page.locator("#updated")).containsText("Next try in");
    assertThat(page.locator("#tile-cost data")).isVisible();
    keep("stale");
    tutor = startTutor("server.applicationConnectors[0].port=" + port);
    assertThat(page.locator("#connection")).hasText("Live");
    assertThat(page.locator(".stale")).hasCount(0);
  }

  @Test
  void aSessionThatEndsAsksForTheTokenAgain() {
    logIn();
    context.clearCookies();
    page.locator("#ranges span").first().click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("Your session has ended. Log in again.");
  }

  /** Firing alerts, and a day of metrics, are given to the page instead of waited for. */
  private void pretendADay() {
    page.route(
        "**/api/v1/rules?*",
        route -> route.fulfill(new Route.FulfillOptions().setBody(resource("rules.json"))));
    page.route(
        "**/api/v1/query_range?*",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setBody(DayOfMetrics.answer(route.request().url()))));
  }

  private static String resource(String name) {
    try (InputStream in = ConsoleBrowserTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFiringAlertComesFirstWithItsRunbookAndItsTextIsOnlyText() {
    pretendADay();
    logIn();
    page.locator("#ranges span").nth(3).click();
    assertThat(page.locator("#tile-alerts .big")).hasText("1 firing");
    assertThat(page.locator("#tile-alerts")).hasClass(Pattern.compile(".*bad.*"));
    assertThat(page.locator("#alerts .alert").first()).containsText("HighErrorRatio");
    assertThat(page.locator("#alerts .alert").first().locator("a"))
        .hasAttribute("href", "https://wiki.example.org/HighErrorRatio.md");
    assertThat(page.locator("#alerts .alert").nth(1)).containsText("<img src=x onerror=alert(1)>");
    assertThat(page.locator("#alerts .alert").nth(1).locator("a")).hasCount(0);
    assertThat(page.locator("#alerts img")).hasCount(0);
    assertThat(page.locator("#traffic [role=img]"))
        .hasAttribute("aria-label", Pattern.compile("Requests per second: now .*, at most 9.*"));
    keep("alerts-light");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    keep("alerts-dark");
  }

  @Test
  void withoutAHistoryItSaysHowToSwitchItOn(@TempDir Path other) {
    try (TestTutor without = TestTutor.start(other, "history.enabled=false")) {
      logIn(without);
      assertThat(page.locator("#traffic")).containsText("history.enabled");
      assertThat(page.locator("#tile-traffic"))
          .containsText("The history of metrics is switched off");
      assertThat(page.locator("#tile-health .big")).hasText("Healthy");
    }
  }

  @Test
  void onAPhoneNothingIsCutOff() {
    context.close();
    open(
        new Browser.NewContextOptions()
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setHasTouch(true));
    pretendADay();
    logIn();
    assertThat(page.locator("#cost-days .u-over")).isVisible();
    Object overflow =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(((Number) overflow).intValue()).isLessThanOrEqualTo(0);
    keep("phone-light");
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    keep("phone-dark");
  }

  @Test
  void theFirstStopOfTheKeyboardSkipsToTheContent() {
    logIn();
    page.reload();
    assertThat(page.locator("#connection")).hasText("Live");
    page.locator("#dashboard .skip").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#content")).isFocused();
  }
}
