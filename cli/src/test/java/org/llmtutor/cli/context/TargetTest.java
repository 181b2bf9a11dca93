package org.llmtutor.cli.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmtutor.cli.http.Authorization;

class TargetTest {

  private static Target target(String url) {
    return Target.parse(url, "--url", Authorization.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, true",
    "http://localhost, true",
    "http://[::1]:8080, true",
    "http://127.0.0.1.evil.example, false",
    "http://localhost.evil.example, false",
    "http://127.0.0.1@evil.example, false",
    "http://10.0.0.1, false"
  })
  void knowsThisMachine(String url, boolean local) {
    assertThat(target(url).isLocal()).isEqualTo(local);
  }

  @Test
  void readsAddressesAsPeopleWriteThem() {
    assertThat(target("tutor.example:8080/base/").base())
        .hasToString("http://tutor.example:8080/base");
    assertThat(target("HTTPS://u:p@tutor.example?q=1#f").base())
        .hasToString("https://tutor.example");
    assertThat(target("http://u:p@tutor.example").authorization().isPresent()).isTrue();
  }

  @Test
  void encodesQueries() {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("query", "a{b=\"c\"} + 1");
    query.put("time", "1");

    assertThat(target("http://x").at("/q", query))
        .hasToString("http://x/q?query=a%7Bb%3D%22c%22%7D+%2B+1&time=1");
  }

  @Test
  void comparesOrigins() {
    assertThat(target("http://x:1/a").sameOrigin(target("http://X:1/b"))).isTrue();
    assertThat(target("http://x:1").sameOrigin(target("https://x:1"))).isFalse();
    assertThat(target("http://x:1").sameOrigin(target("http://x:2"))).isFalse();
  }
}
