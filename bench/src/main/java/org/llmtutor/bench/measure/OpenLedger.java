package org.llmtutor.bench.measure;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What benchmarks of the ledger stand on: fresh files, opened before and deleted after a trial. */
@State(Scope.Benchmark)
public abstract class OpenLedger {

  private @Nullable LedgerUnderLoad load;

  /** Opens fresh files. */
  @Setup
  public void open() throws IOException {
    load = LedgerUnderLoad.open();
  }

  /** Closes and deletes them. */
  @TearDown
  public void close() throws IOException {
    load().close();
  }

  final LedgerUnderLoad load() {
    LedgerUnderLoad opened = load;
    if (opened == null) {
      throw new IllegalStateException("not set up; run this through JMH");
    }
    return opened;
  }
}
