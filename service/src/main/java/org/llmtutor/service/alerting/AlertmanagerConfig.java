package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Prometheus Alertmanager. It groups, silences and repeats by itself.
 *
 * @param url its address without {@code /api/v2}, and the bearer token to send
 * @param resendDelay how often it is told that an alert still fires
 */
public record AlertmanagerConfig(Endpoint url, Duration resendDelay) implements ChannelConfig {

  /** Rejects what cannot work. */
  public AlertmanagerConfig {
    Bounds.millis("resendDelay", resendDelay);
  }

  /** Fills in what the file leaves out; without {@code url} the channel is not in use. */
  @JsonCreator
  public static AlertmanagerConfig of(
      @JsonProperty("url") @Nullable String url,
      @JsonProperty("token") @Nullable String token,
      @JsonProperty("allowPlainHttp") @Nullable Boolean allowPlainHttp,
      @JsonProperty("resendDelay") io.dropwizard.util.@Nullable Duration resendDelay) {
    return new AlertmanagerConfig(
        Endpoint.of(url, token, allowPlainHttp), Bounds.or(resendDelay, Duration.ofMinutes(1)));
  }

  @Override
  public boolean inUse() {
    return url.isSet();
  }

  @Override
  public List<String> severities() {
    return List.of();
  }

  @Override
  public boolean sendResolved() {
    return true;
  }
}
