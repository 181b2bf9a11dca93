package org.llmtutor.service.chat;

import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ChatRequest;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.exercise.Catalogue;
import org.llmtutor.service.exercise.Exercise;
import org.llmtutor.service.http.ApiException;

/** Turns a request body into a {@link Question}, or says what is wrong with it. Immutable. */
final class Questions {

  private static final int MAX_HINT_LEVEL = 4;

  private final ChatConfig config;
  private final Catalogue catalogue;

  Questions(ChatConfig config, Catalogue catalogue) {
    this.config = config;
    this.catalogue = catalogue;
  }

  /**
   * The question that {@code request} asks.
   *
   * @throws ApiException 400, 404 or 422
   */
  Question from(Learner learner, @Nullable ChatRequest request) {
    if (request == null) {
      throw new ApiException(400, "invalid_request", "The request needs a JSON body.");
    }
    return new Question(
        message(request.message()),
        request.conversationId(),
        exercise(request.exerciseId()),
        language(learner, request.language()),
        code(request.code()),
        hintLevel(request.hintLevel()));
  }

  private String message(@Nullable String message) {
    if (message == null || message.isBlank()) {
      throw ApiException.invalid("message is missing or blank.");
    }
    if (message.length() > config.maxMessage()) {
      throw ApiException.invalid(
          "message is longer than " + config.maxMessage() + " characters (chat.maxMessage).");
    }
    return message;
  }

  private @Nullable Exercise exercise(@Nullable String id) {
    return id == null
        ? null
        : catalogue.find(id).orElseThrow(() -> ApiException.notFound("exercise"));
  }

  private static String language(Learner learner, @Nullable String language) {
    if (language == null) {
      return learner.languages().get(0);
    }
    if (!Catalogue.LANGUAGES.contains(language)) {
      throw ApiException.invalid(
          "language is one of " + String.join(", ", Catalogue.LANGUAGES) + ".");
    }
    return language;
  }

  private String code(@Nullable String code) {
    if (code == null) {
      return "";
    }
    if (code.length() > config.maxCode()) {
      throw ApiException.invalid(
          "code is longer than " + config.maxCode() + " characters (chat.maxCode).");
    }
    return code;
  }

  private static int hintLevel(@Nullable Integer level) {
    if (level == null) {
      return 1;
    }
    if (level < 1 || level > MAX_HINT_LEVEL) {
      throw ApiException.invalid("hint_level is 1, 2, 3 or 4.");
    }
    return level;
  }
}
