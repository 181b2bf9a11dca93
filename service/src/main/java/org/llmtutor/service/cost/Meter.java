package org.llmtutor.service.cost;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.llmtutor.prices.Price;
import org.llmtutor.prices.PriceBook;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.llm.Deadline;
import org.llmtutor.service.llm.LlmException;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.llm.LlmRequest;
import org.llmtutor.service.llm.LlmResult;
import org.llmtutor.service.llm.LlmRoute;
import org.llmtutor.service.llm.RetryPolicy;
import org.llmtutor.service.llm.TokenEstimate;
import org.llmtutor.service.llm.TokenUsage;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.sentry.ErrorReports;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls providers with the ledger around each attempt: hold, call, settle. An attempt that fails is
 * followed by another as the retry policy says, then by the next route, until the call's deadline.
 * Safe for concurrent use.
 */
public final class Meter {

  private static final Logger LOG = LoggerFactory.getLogger(Meter.class);

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
   * @param routes whom to ask, in order; the next one when those before it cannot answer
   * @param request what to ask; its model is replaced by each route's own, its deadline is for all
   *     attempts together, and the limit for its first text for each but those on the last route
   * @throws ApiException 429 {@code budget_exceeded}, 503 {@code tutor_busy} when no provider may
   *     be asked just now, or 503 for a model without a price
   */
  public Call prepare(CallContext context, List<LlmRoute> routes, LlmRequest request) {
    return counted(() -> attempt(context, routes, request));
  }

  /** As {@link #prepare}, but a refusal is not counted: {@link Degradation} may know a way out. */
  public Call attempt(CallContext context, List<LlmRoute> routes, LlmRequest request) {
    return new Call(context, routes, request);
  }

  private <T> T counted(Supplier<T> work) {
    try {
      return work.get();
    } catch (BudgetExceeded e) {
      throw ledger.refused(e);
    }
  }

  /** A call whose first attempt is paid for. Run it once; it is for one thread. */
  public final class Call {

    private final CallContext context;
    private final LlmRequest request;
    private final RouteWalk walk;
    private Hold hold;
    private boolean begun;

    private Call(CallContext context, List<LlmRoute> routes, LlmRequest request) {
      this.context = context;
      this.request = request;
      this.walk = new RouteWalk(routes, retry);
      this.hold = hold(context, walk.route(), request, request.deadline(), walk.attempt());
    }

    /**
     * Makes attempts until one brings a whole reply. Text that was told to {@code listener} is
     * never taken back: once there is some, a failure is final.
     *
     * @throws MeteredFailure when none brought a whole reply; what they may have cost is booked
     */
    public MeteredReply run(LlmListener listener) throws MeteredFailure {
      return run(listener, (handle, reply) -> {});
    }

    /**
     * The same; what {@code keeper} writes about the reply is durable with the reply's cost, so
     * that no end of this process comes between them.
     *
     * @throws MeteredFailure when no attempt brought a whole reply; nothing is kept then
     */
    public MeteredReply run(LlmListener listener, ReplyKeeper keeper) throws MeteredFailure {
      begun = true;
      Deadline deadline = Deadline.after(request.deadline());
      Heard heard = new Heard(listener);
      while (true) {
        try {
          return attempt(deadline, heard, keeper);
        } catch (LlmException e) {
          if (heard.something || !walk.goOn(e, deadline)) {
            throw new MeteredFailure(e);
          }
          hold =
              counted(
                  () -> hold(context, walk.route(), request, remaining(deadline), walk.attempt()));
        }
      }
    }

    private MeteredReply attempt(Deadline deadline, LlmListener listener, ReplyKeeper keeper)
        throws LlmException {
      Hold held = hold;
      LlmRoute route = walk.route();
      LlmRequest call = request.on(route.model(), remaining(deadline));
      if (!walk.anotherMayBeAsked()) {
        call = call.withFirstText(null);
      }
      RequestContext.asking(context.feature(), route.provider(), route.model());
      try {
        return attempt(held, route, call, listener, keeper);
      } finally {
        RequestContext.asked();
      }
    }

    private MeteredReply attempt(
        Hold held, LlmRoute route, LlmRequest call, LlmListener listener, ReplyKeeper keeper)
        throws LlmException {
      long start = System.nanoTime();
      try (AttemptSpan span = AttemptSpan.begin(route, call)) {
        LlmResult result;
        try {
          result = route.client().complete(call, span.hearing(call, listener));
        } catch (LlmException e) {
          Duration took = Duration.ofNanos(System.nanoTime() - start);
          span.failed(e.errorType());
          ErrorReports.handled(LOG, e);
          uninterrupted(() -> book(held, call, e, took, span));
          throw e;
        } catch (RuntimeException e) {
          Duration took = Duration.ofNanos(System.nanoTime() - start);
          span.failed(e.getClass().getSimpleName());
          span.end();
          uninterrupted(() -> markUnknown(held, took));
          throw e;
        }
        return settle(route, held, call, result, keeper, span);
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

  /** Passes text on and notes that there was some. */
  private static final class Heard implements LlmListener {

    private final LlmListener listener;
    private boolean something;

    Heard(LlmListener listener) {
      this.listener = listener;
    }

    @Override
    public void delta(String text) {
      something = true;
      listener.delta(text);
    }
  }

  /** An attempt has a deadline above zero, even if it can only find out that it has passed. */
  private static Duration remaining(Deadline deadline) {
    return Duration.ofNanos(Math.max(1, deadline.remainingNanos()));
  }

  private Hold hold(
      CallContext context, LlmRoute route, LlmRequest request, Duration deadline, int attempt) {
    // As the row keeps it, so that it can be priced again.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Price price =
        prices
            .find(route.provider(), route.model(), now)
            .orElseThrow(
                () ->
                    new ApiException(
                        503, "model_unavailable", "The tutor's model is not available just now."));
    long prompt = TokenEstimate.upperBound(request.messages());
    Usd worst = Usd.atLeast(price.worstCase(prompt, request.maxOutputTokens()));
    Duration lease = deadline.plus(leaseMargin);
    return ledger.hold(context, route.provider(), route.model(), price, worst, attempt, lease);
  }

  private MeteredReply settle(
      LlmRoute route,
      Hold hold,
      LlmRequest request,
      LlmResult result,
      ReplyKeeper keeper,
      AttemptSpan span) {
    TokenUsage usage = complete(result.usage(), request, result.text());
    Settlement settlement =
        new Settlement(
            usage,
            hold.cost(usage, result.serviceTier()),
            basis(hold, result.usage(), result.serviceTier()),
            result.latency(),
            result.timeToFirstToken(),
            result.finishReason(),
            null,
            result.serviceTier());
    span.settled(result, usage, settlement.cost());
    MeteredReply unbudgeted =
        new MeteredReply(
            route, result, usage, settlement.cost(), settlement.basis(), Optional.empty());
    ToldBudget told = new ToldBudget();
    uninterrupted(
        () ->
            ledger.settle(
                hold,
                settlement,
                (handle, left) -> keeper.keep(handle, unbudgeted.with(told.keep(left)))));
    metrics.settled(hold, settlement);
    return unbudgeted.with(told.give());
  }

  private @Nullable Void markUnknown(Hold hold, Duration took) {
    ledger.markUnknown(hold, "internal", took);
    return null;
  }

  private @Nullable Void book(
      Hold hold, LlmRequest request, LlmException failure, Duration took, AttemptSpan span) {
    if (failure.outcome() != LlmException.Outcome.PARTIAL) {
      span.end();
    }
    switch (failure.outcome()) {
      case NOT_CHARGED -> ledger.release(hold, failure.errorType(), took);
      case UNKNOWN -> ledger.markUnknown(hold, failure.errorType(), took);
      case PARTIAL -> settlePart(hold, request, failure, took, span);
    }
    return null;
  }

  private void settlePart(
      Hold hold, LlmRequest request, LlmException failure, Duration took, AttemptSpan span) {
    TokenUsage told = failure.partial().usage();
    TokenUsage usage = complete(told, request, failure.partial().text());
    String tier = failure.partial().serviceTier();
    Usd cost = hold.cost(usage, tier);
    span.settled(null, usage, cost);
    Settlement settlement =
        new Settlement(
            usage, cost, basis(hold, told, tier), took, null, null, failure.errorType(), tier);
    ledger.settle(hold, settlement);
    metrics.settled(hold, settlement);
  }

  private String basis(Hold hold, TokenUsage told, @Nullable String serviceTier) {
    if (told.isComplete() && hold.price().knows(serviceTier)) {
      return Settlement.COMPUTED;
    }
    if (told.disputed()) {
      metrics.estimated(hold, "disputed");
      LOG.warn(
          "{} contradicts itself about the tokens of {}; the larger figure is booked",
          hold.provider(),
          hold.model());
    } else {
      metrics.estimated(hold, told.isComplete() ? "unknown_tier" : "not_told");
    }
    return Settlement.ESTIMATED;
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
        told.reasoning(),
        told.disputed());
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
