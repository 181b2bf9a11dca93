package org.llmtutor.service.alerting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.alerting.Notification.AlertGroup;

/** Alerts that are told together, and what each channel has been told of them. Not thread-safe. */
final class AlertGroupState {

  private record Key(RuleSource source, Labels labels) {}

  /** An alert; {@code restored} until its rule has been evaluated after a restart. */
  private record Entry(Alert alert, boolean restored) {}

  private final Labels labels;
  private final Map<Key, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Told> told = new HashMap<>();
  private final Set<String> underWay = new HashSet<>();
  private Instant next;

  AlertGroupState(Labels labels, Instant next) {
    this.labels = labels;
    this.next = next;
  }

  static AlertGroupState of(AlertState.SavedGroup saved) {
    AlertGroupState group = new AlertGroupState(Labels.of(saved.labels()), saved.next());
    for (AlertState.SavedAlert alert : saved.alerts()) {
      Labels own = Labels.of(alert.labels());
      Alert value = new Alert(own, alert.annotations(), alert.startsAt(), alert.endsAt());
      group.entries.put(new Key(alert.source(), own), new Entry(value, true));
    }
    saved
        .told()
        .forEach((name, t) -> group.told.put(name, new Told(t.at(), Set.copyOf(t.firing()))));
    return group;
  }

  AlertState.SavedGroup saved() {
    List<AlertState.SavedAlert> alerts = new ArrayList<>();
    entries.forEach(
        (key, entry) ->
            alerts.add(
                new AlertState.SavedAlert(
                    key.source(),
                    key.labels().toMap(),
                    entry.alert().annotations(),
                    entry.alert().startsAt(),
                    entry.alert().endsAt())));
    Map<String, AlertState.ToldState> channels = new HashMap<>();
    told.forEach(
        (name, t) -> channels.put(name, new AlertState.ToldState(t.at(), List.copyOf(t.firing()))));
    return new AlertState.SavedGroup(labels.toMap(), next, alerts, channels);
  }

  Labels labels() {
    return labels;
  }

  Instant next() {
    return next;
  }

  void next(Instant time) {
    next = time;
  }

  int size() {
    return entries.size();
  }

  boolean isFiring(RuleSource source, Labels alert) {
    Entry entry = entries.get(new Key(source, alert));
    return entry != null && entry.alert().firing();
  }

  boolean holds(RuleSource source, Labels alert) {
    return entries.containsKey(new Key(source, alert));
  }

  void fires(RuleSource source, Alert alert) {
    entries.put(new Key(source, alert.labels()), new Entry(alert, false));
  }

  /**
   * Ends the alerts of {@code source} that are not among {@code firing}.
   *
   * @param ends when they ended, as far as the rule knows
   * @param waiting those that wait again; from before a restart, they fire on meanwhile
   * @param sparesRestored whether all from before a restart fire on
   * @return whether any ended
   */
  boolean endOthers(
      RuleSource source,
      Collection<Labels> firing,
      Collection<Labels> waiting,
      Map<Labels, Instant> ends,
      Instant now,
      boolean sparesRestored) {
    boolean[] any = {false};
    entries.replaceAll(
        (key, entry) -> {
          boolean ended =
              key.source().equals(source)
                  && entry.alert().firing()
                  && !firing.contains(key.labels())
                  && !(entry.restored() && (sparesRestored || waiting.contains(key.labels())));
          any[0] |= ended;
          return ended
              ? new Entry(entry.alert().ended(ends.getOrDefault(key.labels(), now)), false)
              : entry;
        });
    return any[0];
  }

  Set<RuleSource> sources() {
    Set<RuleSource> sources = new HashSet<>();
    entries.keySet().forEach(key -> sources.add(key.source()));
    return sources;
  }

  /** What {@code channel} is to be told now; empty when there is nothing or it is being told. */
  Optional<AlertGroup> due(String channel, ChannelConfig config, Duration repeat, Instant now) {
    if (underWay.contains(channel)) {
      return Optional.empty();
    }
    List<Alert> firing = new ArrayList<>();
    List<Alert> ended = new ArrayList<>();
    Told before = told.getOrDefault(channel, Told.NOTHING);
    for (Entry entry : entries.values()) {
      Alert alert = entry.alert();
      if (!config.severities().isEmpty() && !config.severities().contains(alert.severity())) {
        continue;
      }
      if (alert.firing()) {
        firing.add(alert);
      } else if (before.firing().contains(alert.fingerprint())) {
        ended.add(alert);
      }
    }
    if (!config.sendResolved() && !ended.isEmpty()) {
      Set<String> left = new HashSet<>(before.firing());
      ended.forEach(alert -> left.remove(alert.fingerprint()));
      told.put(channel, new Told(before.at(), left));
      ended.clear();
    }
    boolean news =
        !ended.isEmpty()
            || firing.stream().anyMatch(a -> !before.firing().contains(a.fingerprint()))
            || (!firing.isEmpty() && !before.at().plus(repeat).isAfter(now));
    if (!news) {
      return Optional.empty();
    }
    List<Alert> all = new ArrayList<>(firing);
    all.addAll(ended);
    return Optional.of(new AlertGroup(labels.toMap(), all));
  }

  void begins(String channel) {
    underWay.add(channel);
  }

  /** {@code group}, null when it did not arrive, is what {@code channel} knows from now on. */
  void ended(String channel, @Nullable AlertGroup group, Instant at) {
    underWay.remove(channel);
    if (group != null) {
      Set<String> firing = new HashSet<>();
      group.alerts().stream()
          .filter(Alert::firing)
          .forEach(alert -> firing.add(alert.fingerprint()));
      told.put(channel, new Told(at, firing));
    }
  }

  /** Forgets alerts whose end every channel knows, or need not know. */
  void tidy() {
    entries
        .values()
        .removeIf(
            entry -> {
              String print = entry.alert().fingerprint();
              return !entry.alert().firing()
                  && underWay.isEmpty()
                  && told.values().stream().noneMatch(t -> t.firing().contains(print));
            });
  }

  boolean isEmpty() {
    return entries.isEmpty() && underWay.isEmpty();
  }
}
