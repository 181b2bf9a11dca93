package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.alerting.Notification.AlertGroup;

/** What receivers read. */
class MessagesTest {

  private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
  private static final Runbooks RUNBOOKS = new Runbooks("https://docs.example.com/");

  private final SlackText slack = new SlackText(RUNBOOKS, 2);

  @Test
  void aSlackMessageNamesTheAlertAndLinksTheRunbook() throws Exception {
    JsonNode message = slack(alert("Hot", "It is hot.", "docs/runbooks/Hot.md"));
    assertThat(message.get("text").asText()).isEqualTo("[FIRING 1] Hot");
    assertThat(message.at("/attachments/0/color").asText()).isEqualTo("danger");
    assertThat(message.at("/attachments/0/text").asText())
        .isEqualTo(
            "firing: *It is hot.* (page) <https://docs.example.com/docs/runbooks/Hot.md|runbook>");
  }

  @Test
  void textsCannotMentionPeopleOrMakeLinks() throws Exception {
    String text =
        slack(alert("Hot", "<!channel> *now* @all <https://evil.example|x> &", ""))
            .at("/attachments/0/text")
            .asText();
    assertThat(text).doesNotContain("<", "@all").contains("&lt;!channel&gt;", "&amp;");
  }

  @Test
  void anAddressCannotEndTheLinkItStandsIn() throws Exception {
    String text = slack(alert("Hot", "s", "https://docs.example.com/a|b> <!here")).toString();
    assertThat(text).contains("<https://docs.example.com/a%7Cb%3E%20%3C!here|runbook>");
    assertThat(RUNBOOKS.link(alert("Hot", "s", "javascript:alert(1)"))).isEmpty();
  }

  @Test
  void longMessagesAreCut() throws Exception {
    List<Alert> many = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      many.add(alert("Hot", "😀".repeat(2_000), ""));
    }
    String text = slack(many.toArray(Alert[]::new)).at("/attachments/0/text").asText();
    assertThat(text).endsWith("… and 3 more").hasSizeLessThan(3_000);
    assertThat(text.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF)).isEmpty();
  }

  @Test
  void theEndOfAllAlertsIsGood() throws Exception {
    JsonNode message = slack(alert("Hot", "It was hot.", "").ended(START.plusSeconds(60)));
    assertThat(message.get("text").asText()).isEqualTo("[RESOLVED] Hot");
    assertThat(message.at("/attachments/0/color").asText()).isEqualTo("good");
  }

  @Test
  void aWebhookMessageIsAlertmanagersVersion4() throws Exception {
    AlertGroup group =
        new AlertGroup(
            Map.of("alertname", "Hot"),
            List.of(
                alert("Hot", "one", "r"),
                alert("Hot", "two", "r").ended(START.plusSeconds(60)),
                alert("Hot", "three", "r")));
    byte[] body = new AlertJson("https://tutor.example.com", 2).webhook("hook", group);
    assertThat(Receiver.JSON.readTree(body))
        .isEqualTo(
            Receiver.JSON.readTree(
                """
                {"version":"4","groupKey":"{}:{alertname=\\"Hot\\"}","truncatedAlerts":1,
                 "status":"firing","receiver":"hook","groupLabels":{"alertname":"Hot"},
                 "commonLabels":{"alertname":"Hot","severity":"page"},
                 "commonAnnotations":{"runbook_url":"r"},
                 "externalURL":"https://tutor.example.com",
                 "alerts":[
                  {"status":"firing","labels":{"alertname":"Hot","severity":"page"},
                   "annotations":{"summary":"one","runbook_url":"r"},
                   "startsAt":"2026-01-31T12:00:00Z","endsAt":"0001-01-01T00:00:00Z",
                   "generatorURL":"https://tutor.example.com","fingerprint":"%s"},
                  {"status":"resolved","labels":{"alertname":"Hot","severity":"page"},
                   "annotations":{"summary":"two","runbook_url":"r"},
                   "startsAt":"2026-01-31T12:00:00Z","endsAt":"2026-01-31T12:01:00Z",
                   "generatorURL":"https://tutor.example.com","fingerprint":"%s"}]}
                """
                    .formatted(
                        alert("Hot", "", "").fingerprint(), alert("Hot", "", "").fingerprint())));
  }

  private JsonNode slack(Alert... alerts) throws Exception {
    AlertGroup group = new AlertGroup(Map.of("alertname", "Hot"), List.of(alerts));
    return Receiver.JSON.readTree(AlertJson.bytes(slack.message(group)));
  }

  private static Alert alert(String name, String summary, String runbook) {
    return new Alert(
        Labels.of("alertname", name, "severity", "page"),
        Map.of("summary", summary, "runbook_url", runbook),
        START,
        null);
  }
}
