package org.llmtutor.service.alerting;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.util.DataSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Section {@code alerting}.
 *
 * @param enabled whether rules are evaluated; the daily summary does not depend on it
 * @param rules rule files: a file, a directory (its {@code *.yml} and {@code *.yaml}) or a pattern
 *     in the last part of the path
 * @param maxRuleFileSize a larger file is refused
 * @param reloadInterval how often the files are looked at
 * @param evaluationInterval of groups that name none
 * @param evaluationThreads how many groups are evaluated at once
 * @param queryTimeout how long one expression may take
 * @param maxQuerySamples how many samples one expression may hold at once
 * @param externalUrl where people find the service; may be empty
 * @param externalLabels added to every alert that does not have them
 * @param runbookUrl what comes before a {@code runbook_url} that is a relative path; may be empty
 * @param stateFile where alerts and what was told about them survive a restart
 * @param restoreLimit a state older than this does not count as {@code for}
 * @param restartGrace how long after a start an alert that fired before it is not told to have
 *     ended, because rates need some samples first
 * @param maxAlerts alerts that notifications keep track of; more are counted and not told
 * @param grouping when notifications are sent together and again
 * @param delivery how notifications are sent
 * @param channels where they go, by name
 * @param dailySummary when the day's cost is told
 */
public record AlertingConfig(
    boolean enabled,
    List<String> rules,
    DataSize maxRuleFileSize,
    Duration reloadInterval,
    Duration evaluationInterval,
    int evaluationThreads,
    Duration queryTimeout,
    long maxQuerySamples,
    String externalUrl,
    Map<String, String> externalLabels,
    String runbookUrl,
    String stateFile,
    Duration restoreLimit,
    Duration restartGrace,
    int maxAlerts,
    GroupingConfig grouping,
    DeliveryConfig delivery,
    Map<String, ChannelConfig> channels,
    SummaryConfig dailySummary) {

  private static final List<String> DEFAULT_RULES = List.of("alerts/*.yml");

  /** Copies, and rejects what cannot work. */
  public AlertingConfig {
    rules = List.copyOf(rules);
    externalLabels = Map.copyOf(externalLabels);
    channels = Collections.unmodifiableMap(new TreeMap<>(channels));
    rules.forEach(AlertingConfig::requirePattern);
    Bounds.millis("alerting.reloadInterval", reloadInterval);
    Bounds.millis("alerting.evaluationInterval", evaluationInterval);
    Bounds.millis("alerting.queryTimeout", queryTimeout);
    Bounds.range("alerting.evaluationThreads", evaluationThreads, 1, 64);
    Bounds.range("alerting.maxQuerySamples", maxQuerySamples, 1, Long.MAX_VALUE);
    Bounds.range("alerting.maxAlerts", maxAlerts, 1, 1_000_000);
    Bounds.range("alerting.maxRuleFileSize", maxRuleFileSize.toBytes(), 1, 1 << 26);
    Bounds.notNegative("alerting.restoreLimit", restoreLimit);
    Bounds.notNegative("alerting.restartGrace", restartGrace);
    requireUrl("externalUrl", externalUrl);
    requireUrl("runbookUrl", runbookUrl);
    if (stateFile.isBlank()) {
      throw new IllegalArgumentException(
          "alerting.stateFile: empty; name a file such as data/alerts.state");
    }
    for (String label : externalLabels.keySet()) {
      if (!label.matches("[a-zA-Z_][a-zA-Z0-9_]*") || label.startsWith("__")) {
        throw new IllegalArgumentException(
            "alerting.externalLabels: '" + label + "' is not a label name; use letters, digits, _");
      }
    }
    for (String name : channels.keySet()) {
      if (!name.matches("[a-z][a-z0-9_-]{0,31}")) {
        throw new IllegalArgumentException(
            "alerting.channels: '" + name + "' is not a name; use up to 32 of a-z 0-9 _ -");
      }
    }
  }

  /** Fills in what the file leaves out. */
  @JsonCreator
  public static AlertingConfig of(
      @JsonProperty("enabled") @Nullable Boolean enabled,
      @JsonProperty("rules") @Nullable List<String> rules,
      @JsonProperty("maxRuleFileSize") @Nullable DataSize maxRuleFileSize,
      @JsonProperty("reloadInterval") io.dropwizard.util.@Nullable Duration reloadInterval,
      @JsonProperty("evaluationInterval") io.dropwizard.util.@Nullable Duration evaluationInterval,
      @JsonProperty("evaluationThreads") @Nullable Integer evaluationThreads,
      @JsonProperty("queryTimeout") io.dropwizard.util.@Nullable Duration queryTimeout,
      @JsonProperty("maxQuerySamples") @Nullable Long maxQuerySamples,
      @JsonProperty("externalUrl") @Nullable String externalUrl,
      @JsonProperty("externalLabels") @Nullable Map<String, String> externalLabels,
      @JsonProperty("runbookUrl") @Nullable String runbookUrl,
      @JsonProperty("stateFile") @Nullable String stateFile,
      @JsonProperty("restoreLimit") io.dropwizard.util.@Nullable Duration restoreLimit,
      @JsonProperty("restartGrace") io.dropwizard.util.@Nullable Duration restartGrace,
      @JsonProperty("maxAlerts") @Nullable Integer maxAlerts,
      @JsonProperty("grouping") @Nullable GroupingConfig grouping,
      @JsonProperty("delivery") @Nullable DeliveryConfig delivery,
      @JsonProperty("channels") @Nullable Map<String, ChannelConfig> channels,
      @JsonProperty("dailySummary") @Nullable SummaryConfig dailySummary) {
    return new AlertingConfig(
        enabled == null || enabled,
        rules == null ? DEFAULT_RULES : rules,
        maxRuleFileSize == null ? DataSize.mebibytes(1) : maxRuleFileSize,
        Bounds.or(reloadInterval, Duration.ofSeconds(5)),
        Bounds.or(evaluationInterval, Duration.ofMinutes(1)),
        evaluationThreads == null ? 2 : evaluationThreads,
        Bounds.or(queryTimeout, Duration.ofSeconds(10)),
        maxQuerySamples == null ? 5_000_000 : maxQuerySamples,
        externalUrl == null ? "" : externalUrl.strip(),
        externalLabels == null ? Map.of() : externalLabels,
        runbookUrl == null ? "" : runbookUrl.strip(),
        stateFile == null ? "data/alerts.state" : stateFile,
        Bounds.or(restoreLimit, Duration.ofHours(1)),
        Bounds.or(restartGrace, Duration.ofMinutes(5)),
        maxAlerts == null ? 10_000 : maxAlerts,
        grouping == null ? GroupingConfig.DEFAULT : grouping,
        delivery == null ? DeliveryConfig.DEFAULT : delivery,
        channels == null ? Map.of("log", LogConfig.DEFAULT) : channels,
        dailySummary == null ? SummaryConfig.OFF : dailySummary);
  }

  /** What applies when the section is left out. */
  public static AlertingConfig defaults() {
    return of(
        null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
        null, null, null, null);
  }

  private static void requirePattern(String pattern) {
    Path parent = pattern.isBlank() ? null : Path.of(pattern).getParent();
    if (pattern.isBlank() || (parent != null && parent.toString().matches(".*[*?\\[{].*"))) {
      throw new IllegalArgumentException(
          "alerting.rules: '"
              + pattern
              + "' is not a file, a directory or a pattern in the last part; use alerts/*.yml");
    }
  }

  private static void requireUrl(String name, String url) {
    if (!url.isEmpty() && !url.matches("https?://[^\\s<>|\"]+")) {
      throw new IllegalArgumentException(
          "alerting." + name + ": not a URL; start it with https:// or leave it empty");
    }
  }
}
