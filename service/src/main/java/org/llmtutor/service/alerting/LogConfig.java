package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service's own log. What is logged as an error is also reported to Sentry, when that is on.
 *
 * @param severities only alerts with one of these severities; empty for all
 * @param errorSeverities alerts with one of these severities are logged as errors, others as
 *     warnings
 * @param sendResolved whether the end of an alert is logged
 */
public record LogConfig(List<String> severities, List<String> errorSeverities, boolean sendResolved)
    implements ChannelConfig {

  /** What applies when nothing is said. */
  public static final LogConfig DEFAULT = of(null, null, null);

  /** Copies the lists. */
  public LogConfig {
    severities = List.copyOf(severities);
    errorSeverities = List.copyOf(errorSeverities);
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static LogConfig of(
      @JsonProperty("severities") @Nullable List<String> severities,
      @JsonProperty("errorSeverities") @Nullable List<String> errorSeverities,
      @JsonProperty("sendResolved") @Nullable Boolean sendResolved) {
    return new LogConfig(
        severities == null ? List.of() : severities,
        errorSeverities == null ? List.of("page", "critical") : errorSeverities,
        sendResolved == null || sendResolved);
  }

  @Override
  public boolean inUse() {
    return true;
  }
}
