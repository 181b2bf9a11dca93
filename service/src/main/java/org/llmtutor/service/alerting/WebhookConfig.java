package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that takes Alertmanager's webhook messages, version 4.
 *
 * @param url where to post, and the bearer token to send; both are secrets
 * @param severities only alerts with one of these severities; empty for all
 * @param sendResolved whether the end of an alert is told
 */
public record WebhookConfig(Endpoint url, List<String> severities, boolean sendResolved)
    implements ChannelConfig {

  /** Copies the list. */
  public WebhookConfig {
    severities = List.copyOf(severities);
  }

  /** Fills in what the file leaves out; without {@code url} the channel is not in use. */
  @JsonCreator
  public static WebhookConfig of(
      @JsonProperty("url") @Nullable String url,
      @JsonProperty("token") @Nullable String token,
      @JsonProperty("allowPlainHttp") @Nullable Boolean allowPlainHttp,
      @JsonProperty("severities") @Nullable List<String> severities,
      @JsonProperty("sendResolved") @Nullable Boolean sendResolved) {
    return new WebhookConfig(
        Endpoint.of(url, token, allowPlainHttp),
        severities == null ? List.of() : severities,
        sendResolved == null || sendResolved);
  }

  @Override
  public boolean inUse() {
    return url.isSet();
  }
}
