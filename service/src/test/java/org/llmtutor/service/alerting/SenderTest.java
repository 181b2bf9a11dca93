package org.llmtutor.service.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.client.CollectorRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmtutor.promql.model.Labels;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.trace.Tracing;

class SenderTest {

  private final Receiver receiver = new Receiver();
  private final CollectorRegistry registry = new CollectorRegistry();
  private final AlertingMetrics metrics = new AlertingMetrics(new Metrics(registry));
  private final List<Sender> senders = new ArrayList<>();

  @AfterEach
  void close() throws InterruptedException {
    receiver.close();
    for (Sender sender : senders) {
      sender.stop();
    }
  }

  @Test
  void triesAgainUntilItIsTaken() throws Exception {
    receiver.answers(500, 429);
    Sender sender = sender("a", receiver, 5, 100, Duration.ofSeconds(20));
    assertThat(sender.submit(alerts("x")).get(30, TimeUnit.SECONDS)).isEqualTo(Outcome.SENT);
    assertThat(receiver.waiting()).isEqualTo(3);
  }

  @Test
  void givesUpAfterTheLastAttempt() throws Exception {
    receiver.answers(500, 500, 500);
    Sender sender = sender("a", receiver, 2, 100, Duration.ofSeconds(20));
    assertThat(sender.submit(alerts("x")).get(30, TimeUnit.SECONDS)).isEqualTo(Outcome.FAILED);
    assertThat(receiver.waiting()).isEqualTo(2);
  }

  @Test
  void doesNotRepeatWhatIsRefused() throws Exception {
    receiver.answers(400);
    Sender sender = sender("a", receiver, 5, 100, Duration.ofSeconds(20));
    assertThat(sender.submit(alerts("x")).get(30, TimeUnit.SECONDS)).isEqualTo(Outcome.FAILED);
    assertThat(receiver.waiting()).isEqualTo(1);
  }

  @Test
  void aReceiverThatHangsCostsItsDeadlineAndHoldsNobodyElse() throws Exception {
    try (Receiver slow = new Receiver()) {
      slow.hangs();
      Sender hanging = sender("slow", slow, 1, 100, Duration.ofSeconds(5));
      CompletableFuture<Outcome> late = hanging.submit(alerts("x"));
      slow.next();
      Sender quick = sender("quick", receiver, 1, 100, Duration.ofSeconds(20));
      assertThat(quick.submit(alerts("x")).get(30, TimeUnit.SECONDS)).isEqualTo(Outcome.SENT);
      assertThat(late.get(30, TimeUnit.SECONDS)).isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  void theOldestMakesRoomWhenTheQueueIsFull() throws Exception {
    try (Receiver slow = new Receiver()) {
      slow.hangs();
      Sender sender = sender("slow", slow, 1, 2, Duration.ofSeconds(20));
      CompletableFuture<Outcome> inHand = sender.submit(alerts("in hand"));
      slow.next();
      CompletableFuture<Outcome> oldest = sender.submit(alerts("oldest"));
      CompletableFuture<Outcome> second = sender.submit(alerts("second"));
      assertThat(length("slow")).isEqualTo(2);
      CompletableFuture<Outcome> third = sender.submit(alerts("third"));
      assertThat(oldest).isCompletedWithValue(Outcome.DROPPED);
      assertThat(List.of(inHand, second, third)).noneMatch(CompletableFuture::isDone);
      assertThat(count("slow", "dropped")).isEqualTo(1);
    }
  }

  @Test
  void whatWaitsWhenItStopsIsDropped() throws Exception {
    receiver.answers(500);
    Sender sender = sender("a", receiver, 5, 100, Duration.ofSeconds(20));
    sender.stop();
    assertThat(sender.submit(alerts("x")).get()).isEqualTo(Outcome.DROPPED);
  }

  @Test
  void waitsAsLongAsTheReceiverAsksWithinABound() {
    DeliveryConfig config =
        new DeliveryConfig(
            Duration.ofSeconds(1),
            1,
            1,
            5,
            Duration.ofSeconds(1),
            Duration.ofSeconds(8),
            Duration.ofSeconds(60));
    SplittableRandom random = new SplittableRandom(1);
    assertThat(config.delayAfter(1, Duration.ofSeconds(30), random))
        .isEqualTo(Duration.ofSeconds(30));
    assertThat(config.delayAfter(1, Duration.ofHours(3), random)).isEqualTo(Duration.ofMinutes(1));
    for (int attempt = 1; attempt < 40; attempt++) {
      Duration most = Duration.ofSeconds(1L << Math.min(3, attempt - 1));
      assertThat(config.delayAfter(attempt, null, random)).isBetween(most.dividedBy(2), most);
    }
  }

  private Sender sender(String name, Receiver to, int attempts, int queued, Duration timeout) {
    DeliveryConfig config =
        new DeliveryConfig(
            timeout,
            queued,
            20,
            attempts,
            Duration.ofMillis(1),
            Duration.ofMillis(2),
            Duration.ofMillis(5));
    Channel channel =
        new WebhookChannel(
            name,
            Endpoint.of(to.url("/"), null, null),
            new AlertJson("", 20),
            new HttpPost(timeout, Clock.systemUTC(), Tracing.off()));
    Sender sender = new Sender(channel, config, metrics, new SplittableRandom(1));
    senders.add(sender);
    sender.start();
    return sender;
  }

  private static Notification alerts(String name) {
    Alert alert =
        new Alert(Labels.of("alertname", name), Map.of(), Instant.EPOCH.plusSeconds(60), null);
    return new Notification.AlertGroup(Map.of("alertname", name), List.of(alert));
  }

  private double length(String channel) {
    return registry.getSampleValue(
        "alerting_queue_length", new String[] {"channel"}, new String[] {channel});
  }

  private double count(String channel, String status) {
    return registry.getSampleValue(
        "alerting_notifications_total",
        new String[] {"channel", "status"},
        new String[] {channel, status});
  }
}
