package org.llmtutor.service.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.LoggerFactory;

/**
 * The Chromium of the system, driven by Playwright, which downloads nothing. Where there is none
 * the tests are skipped, unless REQUIRE_BROWSER is set, as CI does. CHROMIUM names another one.
 */
final class Chromium implements AutoCloseable {

  private static final Path PROGRAM =
      Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Starts it, or ends the test as skipped. */
  static Chromium start() {
    String missing = missing();
    if (System.getenv("REQUIRE_BROWSER") != null) {
      assertThat(missing).as("REQUIRE_BROWSER is set").isEmpty();
    }
    if (!missing.isEmpty()) {
      LoggerFactory.getLogger(Chromium.class).warn("the browser tests are skipped: {}", missing);
    }
    assumeTrue(missing.isEmpty(), "no browser: " + missing);
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(PROGRAM)
                    .setHeadless(true)
                    .setArgs(
                        List.of(
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync"))));
  }

  private static String missing() {
    if (!Files.isExecutable(PROGRAM)) {
      return PROGRAM + " is not there: install chromium, or name one with CHROMIUM";
    }
    try {
      Class.forName("com.microsoft.playwright.impl.driver.jar.DriverJar");
      return "";
    } catch (ClassNotFoundException e) {
      return "Playwright's driver is not on the class path: build with -Pbrowser";
    }
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
