package org.llmtutor.bench.request;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.Telemetry;
import org.llmtutor.service.telemetry.sentry.SentryReporting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server whose one route logs an exception every so many requests. */
final class ReportingServer extends Application<Configuration> {

  private static final int FAILS_EVERY = 10;

  private @Nullable Server server;

  /** The route. */
  @Path("/lessons")
  @Produces(MediaType.APPLICATION_JSON)
  public static final class FailingResource {

    private static final Logger LOG = LoggerFactory.getLogger(FailingResource.class);

    private final AtomicInteger asked = new AtomicInteger();

    /** One lesson. */
    @GET
    @Path("7")
    public String get() {
      LOG.info("a lesson is asked for");
      if (asked.incrementAndGet() % FAILS_EVERY == 0) {
        LOG.error("a lesson failed", new IllegalStateException("no such lesson"));
      }
      return "{\"id\":7,\"title\":\"Loops\"}";
    }
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.lifecycle().addServerLifecycleListener(started -> server = started);
    Telemetry telemetry = Telemetry.install(environment, MetricsConfig.defaults());
    SentryReporting.install(environment, telemetry.metrics());
    environment.jersey().register(new FailingResource());
  }

  int port() {
    return ((ServerConnector) started().getConnectors()[0]).getLocalPort();
  }

  void stop() throws Exception {
    started().stop();
  }

  private Server started() {
    Server running = server;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }
}
