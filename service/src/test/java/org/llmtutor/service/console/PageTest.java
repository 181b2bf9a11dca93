package org.llmtutor.service.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.service.TestTutor;
import org.llmtutor.service.TestTutor.Reply;

/** The page's files as a browser gets them. */
class PageTest {

  private static final int MOST_BYTES = 200 * 1024;
  private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"(/console/[^\"]+)\"");
  private static final Pattern IMPORT = Pattern.compile("from '\\./([a-z]+\\.js)'");

  @TempDir static Path directory;
  private static TestTutor tutor;
  private static Reply page;

  @BeforeAll
  static void load() {
    tutor = TestTutor.start(directory);
    page = tutor.get("/console", "");
  }

  @AfterAll
  static void stop() {
    tutor.close();
  }

  private static List<String> found(Pattern pattern, String text) {
    Stream<MatchResult> matches = pattern.matcher(text).results();
    return matches.map(match -> match.group(1)).distinct().toList();
  }

  @Test
  void thePageIsHtmlThatIsAskedForAgain() {
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    Reply again = tutor.get("/console", "", "If-None-Match", page.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("Content-Security-Policy")).isNotEmpty();
  }

  @Test
  void itsFilesAreKeptForEver() {
    List<String> addresses = found(ADDRESS, page.body());
    assertThat(addresses).hasSizeGreaterThan(4);
    for (String address : addresses) {
      Reply file = tutor.get(address, "");
      assertThat(file.status()).as(address).isEqualTo(200);
      assertThat(file.header("Cache-Control")).contains("immutable");
      assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
      String tag = file.header("ETag");
      assertThat(tutor.get(address, "", "If-None-Match", tag).status()).isEqualTo(304);
    }
  }

  @Test
  void aFileOfAnotherReleaseIsNotThere() {
    Reply other = tutor.get("/console/assets/0123456789ab/main.js", "");
    assertThat(other.status()).isEqualTo(404);
    assertThat(other.header("Cache-Control")).doesNotContain("immutable");
  }

  @Test
  void everyModuleThatIsImportedIsServed() {
    Assets assets = Assets.load();
    List<String> modules = imports(assets, "main.js");
    assertThat(modules).hasSizeGreaterThan(8);
    modules.forEach(
        module ->
            imports(assets, module)
                .forEach(name -> assertThat(assets.file(assets.version(), name)).isPresent()));
  }

  private static List<String> imports(Assets assets, String file) {
    return found(
        IMPORT,
        assets
            .file(assets.version(), file)
            .map(asset -> new String(asset.bytes(), UTF_8))
            .orElseThrow());
  }

  @Test
  void allOfItIsSmall() {
    assertThat(Assets.load().totalBytes()).isBetween(50_000L, (long) MOST_BYTES);
  }

  @Test
  void nothingInlineAndNothingFromElsewhereMayRun() {
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .contains("connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
        .doesNotContain("unsafe", "*", "http");
    assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(page.body()).doesNotContain(" style=", " onclick=", "<style", "://");
    assertThat(page.body()).doesNotContainPattern("<script(?![^>]* src=)");
  }

  @Test
  void ourScriptsNeverMakeMarkupOfText() {
    Assets assets = Assets.load();
    List<String> scripts = found(IMPORT, "from './main.js'");
    Stream.concat(scripts.stream(), imports(assets, "main.js").stream())
        .map(name -> assets.file(assets.version(), name).orElseThrow())
        .map(asset -> new String(asset.bytes(), UTF_8))
        .forEach(
            text ->
                assertThat(text)
                    .doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "eval("));
  }

  @Test
  void theServiceListsThePage() {
    assertThat(tutor.get("/", "").json().at("/endpoints").findValuesAsText("path"))
        .contains("/console", "/console/session", "/api/ops/budgets", "/api/ops/errors");
  }

  @Test
  void aServiceWithoutAConsoleHasNone(@TempDir Path other) {
    try (TestTutor without = TestTutor.start(other, "console.enabled=false")) {
      assertThat(without.get("/console", "").status()).isEqualTo(404);
      assertThat(without.get("/console/session", "").status()).isEqualTo(404);
      assertThat(without.get("/api/ops/errors", without.operatorToken()).status()).isEqualTo(200);
    }
  }
}
