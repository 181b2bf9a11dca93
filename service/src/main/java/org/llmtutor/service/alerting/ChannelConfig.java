package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** One place where notifications go; {@code type} in the configuration chooses the kind. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogConfig.class, name = "log"),
  @JsonSubTypes.Type(value = SlackConfig.class, name = "slack"),
  @JsonSubTypes.Type(value = WebhookConfig.class, name = "webhook"),
  @JsonSubTypes.Type(value = AlertmanagerConfig.class, name = "alertmanager")
})
public sealed interface ChannelConfig
    permits LogConfig, SlackConfig, WebhookConfig, AlertmanagerConfig {

  /** Whether anything is sent; a channel without a URL is not in use. */
  boolean inUse();

  /** Only alerts with one of these {@code severity} labels are told; empty for all. */
  List<String> severities();

  /** Whether the end of an alert is told. */
  boolean sendResolved();
}
