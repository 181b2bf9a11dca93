package org.llmtutor.service.chat;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.llmtutor.service.cost.CostFeature;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.exercise.Catalogue;
import org.llmtutor.service.http.RateLimiter;
import org.llmtutor.service.llm.LlmConfig;
import org.llmtutor.service.llm.LlmRoutes;

/** Registers the chat's resources. */
public final class ChatFeature {

  private ChatFeature() {}

  /** Registers with {@code environment}; {@code messages} limits those of each learner. */
  public static void install(
      Environment environment,
      ChatConfig config,
      LlmConfig llm,
      LlmRoutes routes,
      CostFeature cost,
      Catalogue catalogue,
      Database database,
      RateLimiter messages,
      Clock clock) {
    requireLease(config, llm);
    Conversations conversations = new Conversations(database, clock);
    Exchanges exchanges =
        new Exchanges(
            database,
            environment.getObjectMapper(),
            config.exchangeLease().toJavaDuration(),
            clock);
    Tutor tutor =
        new Tutor(
            new Questions(config, catalogue),
            conversations,
            exchanges,
            new ChatLimiter(messages, clock),
            cost.late(),
            new Funding(cost.meter(), cost.degradation(), routes, llm, config),
            config.maxContextMessages());
    environment.jersey().register(new ChatResource(tutor, environment.getObjectMapper()));
    environment.jersey().register(new ConversationResource(conversations));
  }

  /** A lease that ends while the call goes on would let a repeated request pay again. */
  private static void requireLease(ChatConfig config, LlmConfig llm) {
    if (config.exchangeLease().toJavaDuration().compareTo(llm.deadline()) <= 0) {
      throw new IllegalArgumentException(
          "chat.exchangeLease: "
              + config.exchangeLease()
              + " is not longer than an exchange can take; use more than llm.deadline, which is "
              + llm.deadline().toSeconds()
              + " seconds");
    }
  }
}
