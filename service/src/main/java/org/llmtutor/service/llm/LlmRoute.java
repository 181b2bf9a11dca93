package org.llmtutor.service.llm;

/**
 * One way to an answer: an entry of {@code llm.providers}, ready to be called.
 *
 * @param name of the entry
 * @param client calls it
 * @param model what requests on it name
 */
public record LlmRoute(String name, LlmClient client, String model) {

  /** What ledger, price book and metrics call the provider. */
  public String provider() {
    return client.provider();
  }

  /** The same way by another client. */
  LlmRoute with(LlmClient other) {
    return new LlmRoute(name, other, model);
  }

  @Override
  public String toString() {
    return "%s (%s of %s)".formatted(name, model, provider());
  }
}
