package org.llmtutor.rules.history;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmtutor.rules.file.AlertingRule;
import org.llmtutor.rules.file.Rule;

/** What a server was found to tell of rules. Rules are told apart by identity. Immutable. */
public final class ServerHistory {

  /**
   * How far back the server has samples.
   *
   * @param length from now
   * @param configured whether the server is set to keep them so long; else its oldest sample is so
   *     old
   */
  public record Kept(Duration length, boolean configured) {}

  private final @Nullable Kept kept;
  private final IdentityHashMap<Rule, AlertHistory> alerts;
  private final IdentityHashMap<Rule, String> refused;

  private ServerHistory(
      @Nullable Kept kept,
      IdentityHashMap<Rule, AlertHistory> alerts,
      IdentityHashMap<Rule, String> refused) {
    this.kept = kept;
    this.alerts = alerts;
    this.refused = refused;
  }

  /** Collects what a server tells. Not thread-safe. */
  public static final class Builder {

    private @Nullable Kept kept;
    private final IdentityHashMap<Rule, AlertHistory> alerts = new IdentityHashMap<>();
    private final IdentityHashMap<Rule, String> refused = new IdentityHashMap<>();

    /** With nothing told as yet. */
    public Builder() {}

    /** How far back it has samples. */
    public void kept(Kept told) {
      kept = told;
    }

    /** What {@code alert} would have done. */
    public void alert(AlertingRule alert, AlertHistory history) {
      alerts.put(alert, history);
    }

    /** That it cannot evaluate the expression of {@code rule}, and why. */
    public void refused(Rule rule, String reason) {
      refused.put(rule, reason);
    }

    /** What was told until now. */
    public ServerHistory build() {
      return new ServerHistory(kept, new IdentityHashMap<>(alerts), new IdentityHashMap<>(refused));
    }
  }

  /** How far back it has samples, when that is known. */
  public Optional<Kept> kept() {
    return Optional.ofNullable(kept);
  }

  /** What an alert would have done, when that is known. */
  public Optional<AlertHistory> alert(Rule rule) {
    return Optional.ofNullable(alerts.get(rule));
  }

  /** Why the server cannot evaluate a rule; empty when it can, or was not asked. */
  public Optional<String> refusal(Rule rule) {
    return Optional.ofNullable(refused.get(rule));
  }
}
