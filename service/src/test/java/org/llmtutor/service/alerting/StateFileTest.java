package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.llmtutor.rules.alerting.ActiveAlert;

class StateFileTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456789Z");
  private static final RuleSource SOURCE = new RuleSource("alerts/a.yml", "g");
  private static final AlertState STATE =
      new AlertState(
          NOW,
          List.of(
              new AlertState.RuleAlert(
                  SOURCE,
                  "Hot",
                  Map.of("severity", "page"),
                  Map.of("alertname", "Hot", "room", "ä\n\"<"),
                  Map.of("summary", "s"),
                  ActiveAlert.State.PENDING,
                  Double.NaN,
                  NOW.minusSeconds(60),
                  null,
                  null,
                  null)),
          List.of(
              new AlertState.SavedGroup(
                  Map.of("alertname", "Hot"),
                  NOW.plusSeconds(5),
                  List.of(new AlertState.SavedAlert(SOURCE, Map.of("a", "b"), Map.of(), NOW, null)),
                  Map.of("hook", new AlertState.ToldState(NOW, List.of("00ff"))))));

  @TempDir Path directory;

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    StateFile file = new StateFile(directory.resolve("deep/state"));
    assertThat(file.load()).isEmpty();
    file.save(STATE);
    file.save(STATE);
    assertThat(file.load()).contains(STATE);
    try (var files = Files.list(directory.resolve("deep"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  @Tag("fault-03")
  @Tag("fault-04")
  void anyDamageMakesItMissing() throws IOException {
    Path path = directory.resolve("state");
    StateFile file = new StateFile(path);
    file.save(STATE);
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThat(file.load()).isEmpty();
    }
    for (int at = 0; at < whole.length; at += 7) {
      byte[] wrong = whole.clone();
      wrong[at] ^= 4;
      Files.write(path, wrong);
      assertThat(file.load()).isEmpty();
    }
  }

  @Test
  void onlyItsOwnerCanReadIt() throws IOException {
    Path path = directory.resolve("state");
    new StateFile(path).save(STATE);
    assertThat(Files.getPosixFilePermissions(path)).hasSize(2);
  }

  @Test
  void downtimeDoesNotCountAsWaitingAndTooMuchOfItForgets() {
    Map<String, String> labels = Map.of("severity", "page");
    Duration limit = Duration.ofHours(1);
    assertThat(STATE.alerts(SOURCE, "Hot", labels, NOW.plusSeconds(600), limit))
        .singleElement()
        .satisfies(alert -> assertThat(alert.activeAt()).isEqualTo(NOW.plusSeconds(540)));
    assertThat(STATE.alerts(SOURCE, "Hot", labels, NOW.plusSeconds(3601), limit)).isEmpty();
    assertThat(STATE.alerts(SOURCE, "Hot", Map.of(), NOW, limit)).isEmpty();
  }
}
