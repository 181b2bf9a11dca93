package org.llmtutor.promql.engine;

/** Lets another thread end a query. Safe for concurrent use; one object may stop many queries. */
public final class Cancellation {

  private volatile boolean cancelled;

  /** Asks the queries to end; each throws {@link CancelledException} soon. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether it was asked for. */
  public boolean isCancelled() {
    return cancelled;
  }
}
