package org.llmtutor.service.chat;

import io.dropwizard.core.setup.Environment;
import java.time.Clock;
import org.llmtutor.service.cost.Meter;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.exercise.Catalogue;
import org.llmtutor.service.llm.LlmClient;
import org.llmtutor.service.llm.LlmConfig;

/** Registers the chat's resources. */
public final class ChatFeature {

  private ChatFeature() {}

  /** Registers with {@code environment}. */
  public static void install(
      Environment environment,
      ChatConfig config,
      LlmConfig llm,
      LlmClient client,
      Meter meter,
      Catalogue catalogue,
      Database database,
      Clock clock) {
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
            new ChatLimiter(config, clock),
            database,
            meter,
            client,
            llm,
            config);
    environment.jersey().register(new ChatResource(tutor, environment.getObjectMapper()));
    environment.jersey().register(new ConversationResource(conversations));
  }
}
