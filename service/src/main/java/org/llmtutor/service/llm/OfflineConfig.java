package org.llmtutor.service.llm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The built-in tutor that calls nobody.
 *
 * @param deltaDelay wait before each word of a streamed reply, for demonstrations
 * @param replay whether messages may dictate the token counts; see {@link OfflineTutor}
 * @param provider see {@link ProviderConfig#provider}
 */
public record OfflineConfig(Duration deltaDelay, boolean replay, @Nullable String provider)
    implements ProviderConfig {

  /** No delay, no replay. */
  public static final OfflineConfig DEFAULT = new OfflineConfig(Duration.ZERO, false, null);

  /** The model's name unless {@link #replay} is on. */
  public static final String MODEL = "offline-tutor";

  /** The model's name while {@link #replay} is on. */
  public static final String REPLAY_MODEL = "offline-replay";

  /** Rejects a delay outside 0 to 5 s. */
  public OfflineConfig {
    if (deltaDelay.isNegative() || deltaDelay.compareTo(Duration.ofSeconds(5)) > 0) {
      throw new IllegalArgumentException(
          "deltaDelay: " + deltaDelay + " is out of range; use 0s to 5s");
    }
    if (provider != null) {
      ProviderConfig.requireProviderName("provider", provider);
    }
  }

  /** From the configuration; what is left out is as in {@link #DEFAULT}. */
  @JsonCreator
  public static OfflineConfig fromConfig(
      @JsonProperty("deltaDelay") io.dropwizard.util.@Nullable Duration deltaDelay,
      @JsonProperty("replay") @Nullable Boolean replay,
      @JsonProperty("provider") @Nullable String provider) {
    return new OfflineConfig(
        deltaDelay == null ? Duration.ZERO : deltaDelay.toJavaDuration(),
        Boolean.TRUE.equals(replay),
        provider);
  }

  @Override
  public String model() {
    return replay ? REPLAY_MODEL : MODEL;
  }
}
