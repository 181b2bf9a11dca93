package org.llmtutor.service.alerting;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.telemetry.trace.Tracing;

/** Builds the channels that are in use. */
final class Channels {

  private final List<Sender> senders = new ArrayList<>();
  private final List<Notifications.Receiver> receivers = new ArrayList<>();
  private final List<AlertmanagerFeed> feeds = new ArrayList<>();

  Channels(AlertingConfig config, AlertingMetrics metrics, Tracing tracing, Clock clock) {
    HttpPost http = new HttpPost(config.delivery().callTimeout(), clock, tracing);
    config
        .channels()
        .forEach(
            (name, channel) -> {
              if (channel.inUse()) {
                Channel built = channel(name, channel, config, http, clock);
                add(
                    new Sender(built, config.delivery(), metrics, new SplittableRandom()),
                    channel,
                    config);
              }
            });
  }

  private void add(Sender sender, ChannelConfig channel, AlertingConfig config) {
    senders.add(sender);
    if (channel instanceof AlertmanagerConfig alertmanager) {
      Labels external = Labels.of(config.externalLabels());
      feeds.add(new AlertmanagerFeed(sender, alertmanager.resendDelay(), external));
    } else {
      receivers.add(new Notifications.Receiver(sender, channel));
    }
  }

  private static Channel channel(
      String name, ChannelConfig channel, AlertingConfig config, HttpPost http, Clock clock) {
    int most = config.delivery().maxAlertsPerMessage();
    Runbooks runbooks = new Runbooks(config.runbookUrl());
    AlertJson json = new AlertJson(config.externalUrl(), most);
    if (channel instanceof LogConfig log) {
      return new LogChannel(name, log.errorSeverities(), runbooks, most);
    }
    if (channel instanceof SlackConfig slack) {
      return new SlackChannel(name, slack.url(), new SlackText(runbooks, most), http);
    }
    if (channel instanceof WebhookConfig webhook) {
      return new WebhookChannel(name, webhook.url(), json, http);
    }
    return new AlertmanagerChannel(name, ((AlertmanagerConfig) channel).url(), json, http, clock);
  }

  /** All of them. */
  List<Sender> senders() {
    return List.copyOf(senders);
  }

  /** Those whose alerts are grouped here. */
  List<Notifications.Receiver> receivers() {
    return List.copyOf(receivers);
  }

  /** Those that group by themselves. */
  List<AlertmanagerFeed> feeds() {
    return List.copyOf(feeds);
  }
}
