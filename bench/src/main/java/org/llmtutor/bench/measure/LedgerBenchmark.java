package org.llmtutor.bench.measure;

import java.util.concurrent.TimeUnit;
import org.llmtutor.service.cost.MeteredFailure;
import org.llmtutor.service.cost.MeteredReply;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * LLM calls through the meter, each a durable hold and a durable settlement around a provider that
 * answers at once, beside one-row transactions of the same database engine and settings that each
 * wait for their own sync.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class LedgerBenchmark extends OpenLedger {

  /** For JMH. */
  public LedgerBenchmark() {}

  /** One insert, one transaction, one sync, one thread. */
  @Benchmark
  @Threads(1)
  public int singleCommit() {
    return load().singleCommit();
  }

  /** The same insert through the service's group commit from 64 threads. */
  @Benchmark
  @Threads(64)
  public int groupCommit64() {
    return load().groupCommit();
  }

  /** Hold and settle from one thread: two syncs of its own. */
  @Benchmark
  @Threads(1)
  public MeteredReply call1() throws MeteredFailure {
    return load().call();
  }

  /** Hold and settle from 16 threads. */
  @Benchmark
  @Threads(16)
  public MeteredReply call16() throws MeteredFailure {
    return load().call();
  }

  /** Hold and settle from 64 threads. */
  @Benchmark
  @Threads(64)
  public MeteredReply call64() throws MeteredFailure {
    return load().call();
  }

  /** Hold and settle from 64 threads, without sharing syncs. */
  @Benchmark
  @Threads(64)
  public MeteredReply callAlone64() throws MeteredFailure {
    return load().callAlone();
  }

  /** Hold and settle from 128 threads. */
  @Benchmark
  @Threads(128)
  public MeteredReply call128() throws MeteredFailure {
    return load().call();
  }
}
