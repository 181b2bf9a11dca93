package org.llmtutor.service.alerting;

import java.util.List;
import org.llmtutor.service.alerting.Notification.AlertGroup;
import org.llmtutor.service.alerting.Notification.Announcement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes to the service's log; what is written as an error is also reported to Sentry. */
record LogChannel(String name, List<String> errorSeverities, Runbooks runbooks, int mostAlerts)
    implements Channel {

  private static final Logger LOG = LoggerFactory.getLogger(LogChannel.class);

  @Override
  public void send(Notification notification) {
    if (notification instanceof AlertGroup group) {
      group.alerts().stream().limit(mostAlerts).forEach(this::log);
      if (group.alerts().size() > mostAlerts) {
        LOG.warn("{} more alerts of this group", group.alerts().size() - mostAlerts);
      }
    } else if (notification instanceof Announcement announcement) {
      LOG.info("{}", announcement.title());
      announcement.lines().forEach(line -> LOG.info("  {}", line));
    }
  }

  private void log(Alert alert) {
    String runbook = runbooks.link(alert).orElse(alert.text("runbook_url"));
    String text = alert.text("summary") + (runbook.isEmpty() ? "" : " (" + runbook + ")");
    if (!alert.firing()) {
      LOG.info("alert {} ended: {}", alert.name(), text);
    } else if (errorSeverities.contains(alert.severity())) {
      LOG.error("alert {} fires: {}", alert.name(), text);
    } else {
      LOG.warn("alert {} fires: {}", alert.name(), text);
    }
  }
}
