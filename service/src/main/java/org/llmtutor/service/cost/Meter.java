package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetState;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.llm.LlmClient;
import org.llmtutor.service.llm.LlmException;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.llm.LlmRequest;
import org.llmtutor.service.llm.LlmResult;
import org.llmtutor.service.llm.RetryPolicy;
import org.llmtutor.service.llm.TokenEstimate;
import org.llmtutor.service.llm.TokenUsage;

/**
 * Calls a provider with the ledger around each attempt: hold, call, settle. Safe for concurrent
 * use.
 */
public final class Meter {

  private final Ledger ledger;
  private final PriceBook prices;
  private final CostMetrics metrics;
  private final RetryPolicy retry;
  private final Duration leaseMargin;
  private final Clock clock;

  Meter(
      Ledger ledger,
      PriceBook prices,
      CostMetrics metrics,
      RetryPolicy retry,
      Duration leaseMargin,
      Clock clock) {
    this.ledger = ledger;
    this.prices = prices;
    this.metrics = metrics;
    this.retry = retry;
    this.leaseMargin = leaseMargin;
    this.clock = clock;
  }

  /**
   * Sets the worst case of the first attempt aside; nothing is called yet.
   *
   * @throws ApiException 429 {@code budget_exceeded}, or 503 for a model without a price
   */
  public Call prepare(CallContext context, LlmClient client, LlmRequest request) {
    return new Call(context, client, request);
  }

  /** A call whose first attempt is paid for. Run it once; it is for one thread. */
  public final class Call {

    private final CallContext context;
    private final LlmClient client;
    private final LlmRequest request;
    private Hold hold;
    private boolean begun;

    private Call(CallContext context, LlmClient client, LlmRequest request) {
      this.context = context;
      this.client = client;
      this.request = request;
      this.hold = hold(context, client.provider(), request, 1);
    }

    /**
     * Makes as many attempts as the retry policy allows.
     *
     * @throws MeteredFailure when none brought a whole reply; what they may have cost is booked
     */
    public MeteredReply run(LlmListener listener) throws MeteredFailure {
      begun = true;
      for (int attempt = 1; ; attempt++) {
        if (attempt > 1) {
          hold = hold(context, client.provider(), request, attempt);
        }
        Hold held = hold;
        LlmResult result;
        long start = System.nanoTime();
        try {
          result = client.complete(request, listener);
        } catch (LlmException e) {
          Duration took = Duration.ofNanos(System.nanoTime() - start);
          uninterrupted(() -> book(held, request, e, took));
          pause(attempt, e);
          continue;
        } catch (RuntimeException e) {
          Duration took = Duration.ofNanos(System.nanoTime() - start);
          uninterrupted(() -> markUnknown(held, took));
          throw e;
        }
        return settle(held, request, result);
      }
    }

    /** Frees what was set aside for a call that was never run; otherwise does nothing. */
    public void cancel() {
      if (!begun) {
        begun = true;
        ledger.release(hold, "not_called", Duration.ZERO);
      }
    }
  }

  private Hold hold(CallContext context, String provider, LlmRequest request, int attempt) {
    Instant now = clock.instant();
    Price price =
        prices
            .find(provider, request.model(), now)
            .orElseThrow(
                () ->
                    new ApiException(
                        503, "model_unavailable", "The tutor's model is not available just now."));
    long prompt = TokenEstimate.upperBound(request.messages());
    Usd worst = price.worstCase(prompt, request.maxOutputTokens(), now);
    Duration lease = request.deadline().plus(leaseMargin);
    return ledger.hold(context, provider, request.model(), price, worst, attempt, lease);
  }

  private MeteredReply settle(Hold hold, LlmRequest request, LlmResult result) {
    TokenUsage usage = complete(result.usage(), request, result.text());
    Settlement settlement =
        new Settlement(
            usage,
            hold.price().cost(usage, hold.startedAt()),
            basis(result.usage()),
            result.latency(),
            result.timeToFirstToken(),
            result.finishReason(),
            null,
            result.serviceTier());
    Optional<BudgetState> budget = uninterrupted(() -> ledger.settle(hold, settlement));
    metrics.settled(hold, settlement);
    return new MeteredReply(result, usage, settlement.cost(), settlement.basis(), budget);
  }

  private @Nullable Void markUnknown(Hold hold, Duration took) {
    ledger.markUnknown(hold, "internal", took);
    return null;
  }

  private @Nullable Void book(Hold hold, LlmRequest request, LlmException failure, Duration took) {
    switch (failure.outcome()) {
      case NOT_CHARGED -> ledger.release(hold, failure.errorType(), took);
      case UNKNOWN -> ledger.markUnknown(hold, failure.errorType(), took);
      case PARTIAL -> settlePart(hold, request, failure, took);
    }
    return null;
  }

  private void settlePart(Hold hold, LlmRequest request, LlmException failure, Duration took) {
    TokenUsage told = failure.partial().usage();
    TokenUsage usage = complete(told, request, failure.partial().text());
    Usd cost = hold.price().cost(usage, hold.startedAt());
    Settlement settlement =
        new Settlement(
            usage,
            cost,
            basis(told),
            took,
            null,
            null,
            failure.errorType(),
            failure.partial().serviceTier());
    ledger.settle(hold, settlement);
    metrics.settled(hold, settlement);
  }

  private void pause(int attempt, LlmException failure) throws MeteredFailure {
    Duration delay =
        retry
            .delayAfter(attempt, failure, ThreadLocalRandom.current())
            .orElseThrow(() -> new MeteredFailure(failure));
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MeteredFailure(failure);
    }
  }

  private static String basis(TokenUsage told) {
    return told.isComplete() ? Settlement.COMPUTED : Settlement.ESTIMATED;
  }

  /** Fills in an estimate for a side that the provider did not tell. */
  private static TokenUsage complete(TokenUsage told, LlmRequest request, String text) {
    Long input = told.input();
    Long output = told.output();
    return new TokenUsage(
        input == null ? Long.valueOf(TokenEstimate.typical(request.messages())) : input,
        told.cachedInput(),
        told.cacheWrite(),
        told.cacheWriteLong(),
        output == null ? Long.valueOf(TokenEstimate.typical(text)) : output,
        told.reasoning());
  }

  /** Bookkeeping must not fail because the learner left and the thread was interrupted. */
  private static <T extends @Nullable Object> T uninterrupted(Supplier<T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      return work.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
