package org.llmtutor.service.llm;

/**
 * Answers with the hints of the exercise that the question is about, as the {@link OfflineTutor}
 * does, under a name of its own: what learners get when a budget allows no language model. Calls
 * nobody.
 */
public final class HintsTutor implements LlmClient {

  /** What ledger, price book and metrics call the provider. */
  public static final String PROVIDER = "offline";

  /** What ledger, price book and metrics call the model. */
  public static final String MODEL = "exercise-hints";

  private final OfflineTutor tutor = new OfflineTutor(PROVIDER, OfflineConfig.DEFAULT);

  /** The way to the hints. */
  public static LlmRoute route() {
    return new LlmRoute("hints", new HintsTutor(), MODEL);
  }

  @Override
  public String provider() {
    return PROVIDER;
  }

  @Override
  public LlmResult complete(LlmRequest request, LlmListener listener) throws LlmException {
    return tutor.complete(request.on(OfflineConfig.MODEL, request.deadline()), listener);
  }
}
