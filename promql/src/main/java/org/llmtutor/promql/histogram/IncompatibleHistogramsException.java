package org.llmtutor.promql.histogram;

import org.llmtutor.promql.PromqlException;

/** Histograms with exponential and with custom buckets met in one operation. */
public final class IncompatibleHistogramsException extends PromqlException {

  IncompatibleHistogramsException() {
    super(
        "a histogram with exponential buckets and one with custom buckets: not comparable",
        "select series that have one kind of buckets");
  }

  /** Expressions recover from it sample by sample, so it has to be cheap. */
  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // there is no state to guard
  public Throwable fillInStackTrace() {
    return this;
  }
}
