package org.llmtutor.service.chat;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.auth.Auth;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import org.glassfish.jersey.server.CloseableService;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ApiError;
import org.llmtutor.api.BudgetState;
import org.llmtutor.api.ChatReply;
import org.llmtutor.api.ChatRequest;
import org.llmtutor.api.Degraded;
import org.llmtutor.api.TokenCounts;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.cost.MeteredFailure;
import org.llmtutor.service.database.DatabaseException;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.http.Summary;
import org.llmtutor.service.llm.LlmException;
import org.llmtutor.service.llm.LlmListener;
import org.llmtutor.service.telemetry.RequestId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One exchange with the tutor, as JSON or as server-sent events. */
@Timed
@Path("/api/chat/message")
@Consumes(MediaType.APPLICATION_JSON)
public final class ChatResource {

  private static final Logger LOG = LoggerFactory.getLogger(ChatResource.class);

  private final Tutor tutor;
  private final ObjectMapper json;

  ChatResource(Tutor tutor, ObjectMapper json) {
    this.tutor = tutor;
    this.json = json;
  }

  /** The whole reply at once. */
  @POST
  @Produces(MediaType.APPLICATION_JSON)
  @Summary("one exchange with the tutor, as JSON")
  public ChatReply send(
      @Auth Learner learner,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable ChatRequest request) {
    try {
      return tutor.begin(learner, request, key, false).reply(LlmListener.NONE);
    } catch (MeteredFailure e) {
      throw refusal(e);
    }
  }

  /**
   * The reply as it comes: {@code delta} events with text, then {@code notice} when a budget is
   * nearly used up or made the reply cheaper, {@code usage} and {@code done}, or {@code error}.
   * What is refused before the provider is called has its HTTP status.
   */
  @POST
  @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
  @Summary("one exchange with the tutor, as server-sent events")
  public Response stream(
      @Auth Learner learner,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Context CloseableService atTheEnd,
      @Nullable ChatRequest request) {
    Tutor.Exchange exchange = tutor.begin(learner, request, key, true);
    atTheEnd.add(exchange); // A reply that is never written gives its hold back.
    StreamingOutput events = out -> stream(exchange, new EventStream(out, json));
    return Response.ok(events, MediaType.SERVER_SENT_EVENTS)
        .header("X-Accel-Buffering", "no")
        .build();
  }

  private static void stream(Tutor.Exchange exchange, EventStream events) throws IOException {
    try {
      ChatReply reply = exchange.reply(events.deltas());
      BudgetState budget = reply.budget();
      if (reply.degraded() != null || (budget != null && budget.warning())) {
        events.send("notice", new Notice(budget, reply.degraded()));
      }
      events.send("usage", new Usage(reply.usage(), reply.costUsd(), reply.costBasis()));
      events.send("done", reply);
    } catch (MeteredFailure e) {
      if (e.last() instanceof LlmException.ClientGone) {
        throw new EOFException("the learner left");
      }
      events.send("error", error(refusal(e)));
    } catch (ApiException e) {
      events.send("error", error(e));
    } catch (DatabaseException.Unavailable e) {
      LOG.error("the database is unavailable", e);
      events.send(
          "error",
          error(
              new ApiException(
                  503,
                  "database_unavailable",
                  "The database is not available just now. Try again in a few seconds.")));
    } catch (RuntimeException e) {
      LOG.error("a streamed reply failed", e);
      events.send(
          "error", error(new ApiException(500, "internal", "Something failed on our side.")));
    }
  }

  private static ApiException refusal(MeteredFailure failure) {
    LOG.warn(
        "the provider did not answer: {} ({})",
        failure.last().errorType(),
        failure.last().getMessage());
    return ProviderFailures.toApi(failure.last());
  }

  private static ApiError error(ApiException e) {
    return new ApiError(e.code(), e.message(), RequestId.current(), e.resetsAt().orElse(null));
  }

  private record Usage(
      TokenCounts tokens,
      @JsonProperty("cost_usd") BigDecimal costUsd,
      @JsonProperty("cost_basis") String costBasis) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Notice(@Nullable BudgetState budget, @Nullable Degraded degraded) {}
}
