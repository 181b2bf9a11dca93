package org.llmtutor.service.llm;

/** Bytes of a reply that cannot be used; becomes a {@link LlmException.BadResponse}. */
final class BadReply extends Exception {

  private static final long serialVersionUID = 1L;

  private final String errorType;

  private BadReply(String errorType, String problem) {
    super(problem, null, false, false);
    this.errorType = errorType;
  }

  /** Not the protocol. */
  static BadReply malformed(String problem) {
    return new BadReply("bad_response", problem);
  }

  /** Over a configured limit. */
  static BadReply tooLarge(String problem) {
    return new BadReply("response_too_large", problem);
  }

  /** Token counts that cannot be true. */
  static BadReply badUsage(String problem) {
    return new BadReply("bad_usage", problem);
  }

  /** As an answer of {@code provider}, with what came before. */
  LlmException.BadResponse toException(String provider, LlmException.Partial partial) {
    return new LlmException.BadResponse(provider + ": " + getMessage(), errorType, partial);
  }
}
