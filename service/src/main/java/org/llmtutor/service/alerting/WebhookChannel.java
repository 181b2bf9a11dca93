package org.llmtutor.service.alerting;

import java.util.List;
import java.util.Map;
import org.llmtutor.service.alerting.Notification.AlertGroup;
import org.llmtutor.service.alerting.Notification.Announcement;

/** Posts Alertmanager's webhook messages; a text that is no alert comes as a group of one. */
record WebhookChannel(String name, Endpoint endpoint, AlertJson json, HttpPost http)
    implements Channel {

  @Override
  public void send(Notification notification) throws DeliveryException, InterruptedException {
    if (notification instanceof AlertGroup group) {
      http.send(endpoint, "", json.webhook(name, group));
    } else if (notification instanceof Announcement announcement) {
      Alert alert = announcement.alert();
      Map<String, String> labels = alert.labels().toMap();
      http.send(endpoint, "", json.webhook(name, new AlertGroup(labels, List.of(alert))));
    }
  }
}
