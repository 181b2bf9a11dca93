package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that takes Slack's messages, such as Slack's, Mattermost's or Rocket.Chat's.
 *
 * @param url where to post; it is a secret
 * @param severities only alerts with one of these severities; empty for all
 * @param sendResolved whether the end of an alert is told
 */
public record SlackConfig(Endpoint url, List<String> severities, boolean sendResolved)
    implements ChannelConfig {

  /** Copies the list. */
  public SlackConfig {
    severities = List.copyOf(severities);
  }

  /** Fills in what the file leaves out; without {@code url} the channel is not in use. */
  @JsonCreator
  public static SlackConfig of(
      @JsonProperty("url") @Nullable String url,
      @JsonProperty("allowPlainHttp") @Nullable Boolean allowPlainHttp,
      @JsonProperty("severities") @Nullable List<String> severities,
      @JsonProperty("sendResolved") @Nullable Boolean sendResolved) {
    return new SlackConfig(
        Endpoint.of(url, null, allowPlainHttp),
        severities == null ? List.of() : severities,
        sendResolved == null || sendResolved);
  }

  @Override
  public boolean inUse() {
    return url.isSet();
  }
}
