package org.llmtutor.service.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.Conversation;
import org.llmtutor.service.cost.CallContext;
import org.llmtutor.service.cost.Degradation;
import org.llmtutor.service.cost.Meter;
import org.llmtutor.service.llm.HintsTutor;
import org.llmtutor.service.llm.LlmConfig;
import org.llmtutor.service.llm.LlmRequest;
import org.llmtutor.service.llm.LlmRoute;
import org.llmtutor.service.llm.LlmRoutes;
import org.llmtutor.service.telemetry.RequestId;

/**
 * Sets the money for an exchange aside: for the call as the learner asks for it, or for the best
 * one that the budgets still allow. What a plan means for prompt and provider is decided here, what
 * fits by {@link Degradation}. Safe for concurrent use.
 */
final class Funding {

  private final Meter meter;
  private final Degradation degradation;
  private final LlmRoutes routes;
  private final List<LlmRoute> hints = List.of(HintsTutor.route());
  private final LlmConfig llm;
  private final ChatConfig config;

  Funding(
      Meter meter, Degradation degradation, LlmRoutes routes, LlmConfig llm, ChatConfig config) {
    this.meter = meter;
    this.degradation = degradation;
    this.routes = routes;
    this.llm = llm;
    this.config = config;
  }

  /**
   * Sets the money aside.
   *
   * @throws org.llmtutor.service.http.ApiException 429 {@code budget_exceeded} when nothing fits
   */
  Degradation.Fitted fund(
      CallContext context, Question question, List<Conversation.Message> history, boolean stream) {
    boolean exercise = question.exercise() != null;
    Degradation.Asked asked =
        new Degradation.Asked(
            context,
            routes.inOrder().get(0).model(),
            exercise,
            question.conversationId() != null && !history.isEmpty());
    return degradation.fit(
        asked,
        plan -> meter.attempt(context, routes(plan), request(question, history, stream, plan)));
  }

  private List<LlmRoute> routes(Degradation.Plan plan) {
    if (plan.hintsOnly()) {
      return hints;
    }
    String cheaper = plan.provider();
    return cheaper == null ? routes.inOrder() : List.of(routes.get(cheaper));
  }

  private LlmRequest request(
      Question question,
      List<Conversation.Message> history,
      boolean stream,
      Degradation.Plan plan) {
    ChatConfig shorter =
        config.withContextMessages(atMost(config.maxContextMessages(), plan.maxContextMessages()));
    return new LlmRequest(
        routes(plan).get(0).model(),
        Prompt.messages(question, history, shorter),
        atMost(llm.maxOutputTokens(), plan.maxOutputTokens()),
        llm.deadline(),
        llm.attemptDeadline(),
        RequestId.current(),
        stream,
        Prompt.grounding(question));
  }

  private static int atMost(int usual, @Nullable Integer limit) {
    return limit == null ? usual : Math.min(usual, limit);
  }
}
