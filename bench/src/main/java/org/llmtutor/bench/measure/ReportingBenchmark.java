package org.llmtutor.bench.measure;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import com.sun.net.httpserver.HttpServer;
import io.dropwizard.logging.common.async.AsyncLoggingEventAppenderFactory;
import io.dropwizard.logging.common.filter.ThresholdLevelFilterFactory;
import io.dropwizard.logging.common.layout.DropwizardLayoutFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.sentry.ErrorReports;
import org.llmtutor.service.telemetry.sentry.SentryAppenderFactory;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.MDC;

/**
 * What an error report costs the thread that makes it: the real client, which sends to a receiver
 * on this machine, with a request's names and ten breadcrumbs. With a cap of ten per cause nearly
 * all are folded, as in an outage; with a large one all are scrubbed and queued.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Benchmark)
public class ReportingBenchmark {

  private static final int BREADCRUMBS = 10;

  private final LoggerContext context = new LoggerContext();
  private final Logger logger = context.getLogger("org.llmtutor.bench.Reporting");

  /** Reports of one cause that leave. */
  @Param({"10", "1000000000"})
  int maxPerFingerprint;

  private @Nullable HttpServer receiver;

  /** For JMH. */
  public ReportingBenchmark() {}

  /** Starts receiver and client. */
  @Setup(Level.Trial)
  public void start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    receiver = server;
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    context.setMDCAdapter(MDC.getMDCAdapter());
    logger.addAppender(
        appender(server.getAddress().getPort())
            .build(
                context,
                "bench",
                new DropwizardLayoutFactory(),
                new ThresholdLevelFilterFactory(),
                new AsyncLoggingEventAppenderFactory()));
    MDC.put("request_id", "01M858RZNTHB2SDH51B2DEMT4N");
    MDC.put(RequestContext.METHOD, "POST");
    MDC.put(RequestContext.ROUTE, "/api/chat/message");
    RequestContext.learner("u_3f1c0de5a9d8");
    RequestContext.asking("chat", "openai", "gpt-4o-mini");
    for (int i = 0; i < BREADCRUMBS; i++) {
      logger.info("step {} of the request took {} ms", i, 12);
    }
  }

  private SentryAppenderFactory appender(int port) {
    SentryAppenderFactory factory = new SentryAppenderFactory();
    factory.setDsn("http://key@127.0.0.1:" + port + "/1");
    factory.setEnvironment("production");
    factory.setRelease("1.0.0");
    factory.setMaxPerFingerprint(maxPerFingerprint);
    return factory;
  }

  /** Stops them. */
  @TearDown(Level.Trial)
  public void stop() {
    context.stop();
    if (receiver != null) {
      receiver.stop(0);
    }
  }

  /** An exception that is handed to the door. */
  @Benchmark
  public void capturedException() {
    ErrorReports.handled(logger, new IllegalStateException("a call failed"));
  }

  /** An exception that is logged as an error. */
  @Benchmark
  public void loggedException() {
    logger.error("a call failed", new IllegalStateException("a call failed"));
  }
}
