package org.llmtutor.service.llm;

/** Receives the text of a reply while it comes. */
@FunctionalInterface
public interface LlmListener {

  /** Listens to nothing. */
  LlmListener NONE = text -> {};

  /**
   * The next piece of text, never empty. Called on the thread that called {@link
   * LlmClient#complete}.
   *
   * @throws ListenerGone when nobody reads any more; the call then ends with {@link
   *     LlmException.ClientGone}
   */
  void delta(String text);

  /** Thrown by a listener whose reader has left. */
  final class ListenerGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is a signal, not a fault. */
    public ListenerGone() {
      super("the reader has left", null, false, false);
    }
  }
}
