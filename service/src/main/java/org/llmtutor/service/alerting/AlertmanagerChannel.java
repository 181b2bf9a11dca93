package org.llmtutor.service.alerting;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.llmtutor.service.alerting.Notification.AlertBatch;
import org.llmtutor.service.alerting.Notification.Announcement;

/**
 * Posts alerts to an Alertmanager's API, version 2. A text that is no alert comes as one that ends
 * after a while.
 */
record AlertmanagerChannel(
    String name, Endpoint endpoint, AlertJson json, HttpPost http, Clock clock) implements Channel {

  private static final Duration ANNOUNCED_FOR = Duration.ofHours(1);

  @Override
  public void send(Notification notification) throws DeliveryException, InterruptedException {
    if (notification instanceof AlertBatch batch) {
      post(batch);
    } else if (notification instanceof Announcement announcement) {
      Alert alert = announcement.alert().ended(clock.instant().plus(ANNOUNCED_FOR));
      post(new AlertBatch(List.of(alert)));
    }
  }

  private void post(AlertBatch batch) throws DeliveryException, InterruptedException {
    http.send(endpoint, "/api/v2/alerts", json.batch(batch));
  }
}
