package org.llmtutor.promql.ast;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Runs a recursion over a deep tree where its stack suffices. Expressions of ordinary depth run on
 * the caller's thread; deeper ones on a thread of their own with a stack to fit, which the caller
 * waits for.
 */
public final class DeepStack {

  /** Depths up to this run on the caller's thread. */
  public static final int SHALLOW = 200;

  private static final long BYTES_PER_LEVEL = 2048;
  private static final long BASE_BYTES = 1 << 20;

  private DeepStack() {}

  /**
   * Calls {@code work}, which recurses about {@code depth} levels deep. What it throws, this
   * throws.
   *
   * @param depth levels of the tree
   * @param work must not rely on thread-local state
   */
  public static <T> T run(int depth, Supplier<T> work) {
    if (depth <= SHALLOW) {
      return work.get();
    }
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                result.complete(work.get());
              } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
              }
            },
            "promql-deep",
            BASE_BYTES + depth * BYTES_PER_LEVEL);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.join();
    } catch (CompletionException wrapped) {
      if (wrapped.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (wrapped.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw wrapped;
    }
  }
}
