package org.llmtutor.service.alerting;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.alerting.Notification.AlertBatch;
import org.llmtutor.service.alerting.Notification.AlertGroup;

/** Writes alerts as Alertmanager takes and sends them. Immutable. */
final class AlertJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Go writes for a time that is not set. */
  private static final String NEVER = "0001-01-01T00:00:00Z";

  private final String externalUrl;
  private final int mostAlerts;

  AlertJson(String externalUrl, int mostAlerts) {
    this.externalUrl = externalUrl;
    this.mostAlerts = mostAlerts;
  }

  static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts in lists and maps can be written", e);
    }
  }

  /** The body of {@code POST /api/v2/alerts}. */
  byte[] batch(AlertBatch batch) {
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (Alert alert : batch.alerts()) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("labels", alert.labels().toMap());
      json.put("annotations", new TreeMap<>(alert.annotations()));
      json.put("startsAt", alert.startsAt().toString());
      json.put("endsAt", time(alert.endsAt()));
      if (!externalUrl.isEmpty()) {
        json.put("generatorURL", externalUrl);
      }
      alerts.add(json);
    }
    return bytes(alerts);
  }

  /** A webhook message, version 4. */
  byte[] webhook(String receiver, AlertGroup group) {
    List<Alert> shown = group.alerts().stream().limit(mostAlerts).toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", "4");
    json.put("groupKey", "{}:" + braces(group.groupLabels()));
    json.put("truncatedAlerts", group.alerts().size() - shown.size());
    json.put("status", group.firing() > 0 ? "firing" : "resolved");
    json.put("receiver", receiver);
    json.put("groupLabels", new TreeMap<>(group.groupLabels()));
    json.put("commonLabels", common(shown.stream().map(a -> a.labels().toMap()).toList()));
    json.put("commonAnnotations", common(shown.stream().map(Alert::annotations).toList()));
    json.put("externalURL", externalUrl);
    json.put("alerts", shown.stream().map(this::alert).toList());
    return bytes(json);
  }

  private Map<String, Object> alert(Alert alert) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("status", alert.firing() ? "firing" : "resolved");
    json.put("labels", alert.labels().toMap());
    json.put("annotations", new TreeMap<>(alert.annotations()));
    json.put("startsAt", alert.startsAt().toString());
    json.put("endsAt", time(alert.endsAt()));
    json.put("generatorURL", externalUrl);
    json.put("fingerprint", alert.fingerprint());
    return json;
  }

  private static String time(@Nullable Instant time) {
    return time == null ? NEVER : time.toString();
  }

  private static String braces(Map<String, String> labels) {
    return Labels.of(labels).inBraces();
  }

  /** What all maps agree on. */
  private static Map<String, String> common(List<Map<String, String>> maps) {
    Map<String, String> common = new TreeMap<>(maps.get(0));
    for (Map<String, String> map : maps) {
      common.entrySet().removeIf(e -> !Objects.equals(map.get(e.getKey()), e.getValue()));
    }
    return common;
  }
}
