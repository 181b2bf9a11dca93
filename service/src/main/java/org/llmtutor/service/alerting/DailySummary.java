package org.llmtutor.service.alerting;

import com.github.f4b6a3.ulid.UlidCreator;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.alerting.Notification.Announcement;
import org.llmtutor.service.cost.DailyCost;
import org.llmtutor.service.cost.DailyCosts;
import org.llmtutor.service.database.Database;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells every channel once what yesterday cost, from the configured time on. Before it sends, an
 * instance claims day and channel in the database with a lease, which it renews while it sends, and
 * marks them when the receiver took the message: others leave it alone, and only a crash between
 * these two moments lets it come twice. A summary that could not be sent is tried again when the
 * lease ends, until the next day's is due. Run it every few seconds, on one thread.
 */
final class DailySummary implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(DailySummary.class);

  private record Told(LocalDate day, String channel) {

    @Override
    public String toString() {
      return "channel " + channel + ": the cost summary of " + day;
    }
  }

  private final SummaryConfig config;
  private final LocalTime at;
  private final DailyCosts costs;
  private final Database database;
  private final List<Sender> senders;
  private final Map<String, String> externalLabels;
  private final Clock clock;
  private final ZoneId zone;
  private final String owner = UlidCreator.getMonotonicUlid().toString();
  private final Set<Told> underWay = ConcurrentHashMap.newKeySet();
  private final Set<Told> done = ConcurrentHashMap.newKeySet();

  DailySummary(
      SummaryConfig config,
      LocalTime at,
      DailyCosts costs,
      Database database,
      List<Sender> senders,
      Map<String, String> externalLabels,
      Clock clock,
      ZoneId zone) {
    this.config = config;
    this.at = at;
    this.costs = costs;
    this.database = database;
    this.senders = List.copyOf(senders);
    this.externalLabels = Map.copyOf(externalLabels);
    this.clock = clock;
    this.zone = zone;
  }

  /** Sends what is due and nobody has sent; returns before it has arrived. */
  @Override
  public void run() {
    Instant now = clock.instant();
    LocalDate today = now.atZone(zone).toLocalDate();
    // A time that a clock change leaves out is due when the clock goes on; one that it repeats is
    // due at its first occurrence.
    if (now.isBefore(today.atTime(at).atZone(zone).toInstant())) {
      return;
    }
    LocalDate day = today.minusDays(1);
    done.removeIf(told -> told.day().isBefore(day));
    try {
      renew(now);
      send(day, open(day, now), now);
    } catch (RuntimeException e) {
      LOG.error("the cost summary of {} could not be made", day, e);
    }
  }

  private void renew(Instant now) {
    for (Told told : underWay) {
      lease(told, now.plus(config.lease()));
    }
  }

  private void lease(Told told, Instant until) {
    int unused =
        database.write(
            handle -> SummaryDao.lease(handle, told.day(), told.channel(), owner, until));
  }

  /** The channels that this instance may send to. */
  private Set<String> open(LocalDate day, Instant now) {
    Set<String> open = new HashSet<>();
    for (Sender sender : senders) {
      Told told = new Told(day, sender.name());
      if (done.contains(told) || underWay.contains(told)) {
        continue;
      }
      SummaryDao.Claim claim =
          database.read(handle -> SummaryDao.find(handle, day, sender.name())).orElse(null);
      if (claim != null && claim.sent()) {
        done.add(told);
      } else if (claim == null || !claim.leaseUntil().isAfter(now)) {
        open.add(sender.name());
      }
    }
    return open;
  }

  private void send(LocalDate day, Set<String> open, Instant now) {
    if (open.isEmpty() || !costs.anyBefore(day.plusDays(1))) {
      return;
    }
    DailyCost cost = costs.of(day, config.topLearners());
    Announcement announcement = announcement(cost, now);
    for (Sender sender : senders) {
      if (open.contains(sender.name()) && claim(day, sender.name(), now)) {
        Told told = new Told(day, sender.name());
        underWay.add(told);
        CompletableFuture<Void> unused =
            sender.submit(announcement).thenAccept(outcome -> ended(told, outcome));
      }
    }
  }

  private boolean claim(LocalDate day, String channel, Instant now) {
    Instant until = now.plus(config.lease());
    return database.write(handle -> SummaryDao.claim(handle, day, channel, owner, now, until));
  }

  private void ended(Told told, Outcome outcome) {
    underWay.remove(told);
    try {
      switch (outcome) {
        case SENT -> {
          done.add(told);
          Instant now = clock.instant();
          int unused = database.write(h -> SummaryDao.sent(h, told.day(), told.channel(), now));
        }
        case FAILED -> LOG.warn("{} was not sent; it is tried again", told);
        // Another instance, or this one after its restart, need not wait for the lease.
        case DROPPED -> lease(told, clock.instant());
      }
    } catch (RuntimeException e) {
      LOG.error("{}: the database does not know that it is {}", told, outcome.label(), e);
    }
  }

  private Announcement announcement(DailyCost cost, Instant now) {
    List<String> lines = SummaryText.lines(cost);
    Labels labels =
        Labels.of(
            "alertname", "DailyCostSummary", "day", cost.day().toString(), "severity", "info");
    Alert alert =
        new Alert(
            AlertmanagerFeed.withExternal(labels, Labels.of(externalLabels)),
            Map.of("summary", SummaryText.title(cost), "description", String.join("\n", lines)),
            now,
            null);
    return new Announcement(alert, SummaryText.title(cost), lines);
  }
}
