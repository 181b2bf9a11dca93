package org.llmtutor.rules.problem;

import java.util.function.Consumer;

/** Collects what one check finds in one file. */
public final class Reporter {

  private final CheckInfo check;
  private final String file;
  private final Consumer<? super Problem> sink;

  /** Reports findings of {@code check} about {@code file} to {@code sink}. */
  public Reporter(CheckInfo check, String file, Consumer<? super Problem> sink) {
    this.check = check;
    this.file = file;
    this.sink = sink;
  }

  /** Reports a finding of the check's own severity. */
  public void report(Span span, String message, String remedy) {
    report(check.severity(), span, message, remedy);
  }

  /** Reports a finding that is more or less severe than the check's others. */
  public void report(Severity severity, Span span, String message, String remedy) {
    sink.accept(new Problem(check.id(), severity, file, span, message, remedy));
  }
}
