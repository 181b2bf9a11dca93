package org.llmtutor.service.llm;

import java.time.Duration;
import java.util.Optional;

/**
 * Calls one provider. One call is exactly one attempt: whether to try again is data, see {@link
 * RetryPolicy}, so that each attempt can be held and settled on its own. Implementations are safe
 * for concurrent use.
 */
public interface LlmClient {

  /** Name of the provider in the configuration, such as {@code offline}; used as a metric label. */
  String provider();

  /**
   * How long this client will refuse every request without asking the provider; empty when it would
   * ask. Lets a caller pass it over before money is set aside for it.
   */
  default Optional<Duration> refusesFor() {
    return Optional.empty();
  }

  /**
   * Whether this client would ask the provider now; unlike {@link #refusesFor}, it is not counted.
   */
  default boolean mayBeAsked() {
    return true;
  }

  /**
   * Sends one request and blocks until the reply is complete, the deadline has passed or the
   * listener is gone. Interrupting the thread gives the attempt up and keeps the interrupt flag.
   *
   * @param listener gets the text as it comes, on this thread; a reply that was not streamed comes
   *     as one piece
   * @throws LlmException when no complete reply came; tells what is known about the charge
   */
  LlmResult complete(LlmRequest request, LlmListener listener) throws LlmException;
}
