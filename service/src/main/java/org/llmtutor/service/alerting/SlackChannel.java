package org.llmtutor.service.alerting;

import java.util.Map;
import org.llmtutor.service.alerting.Notification.AlertGroup;
import org.llmtutor.service.alerting.Notification.Announcement;

/** Posts messages for people to a webhook that takes Slack's. */
record SlackChannel(String name, Endpoint endpoint, SlackText text, HttpPost http)
    implements Channel {

  @Override
  public void send(Notification notification) throws DeliveryException, InterruptedException {
    if (notification instanceof AlertGroup group) {
      post(text.message(group));
    } else if (notification instanceof Announcement announcement) {
      post(text.message(announcement));
    }
  }

  private void post(Map<String, Object> message) throws DeliveryException, InterruptedException {
    http.send(endpoint, "", AlertJson.bytes(message));
  }
}
