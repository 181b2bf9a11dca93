package org.llmtutor.service.http;

import com.codahale.metrics.annotation.Timed;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.ResourceHelpers;
import io.dropwizard.testing.junit5.DropwizardAppExtension;
import io.dropwizard.util.DataSize;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.health.HealthConfig;
import org.llmtutor.service.health.HealthEndpoints;
import org.llmtutor.service.telemetry.Metrics;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.RequestContext;
import org.llmtutor.service.telemetry.RequestId;
import org.llmtutor.service.telemetry.Telemetry;
import org.llmtutor.service.telemetry.sentry.SentryReporting;
import org.slf4j.MDC;

/** A small application with the real edge, for tests on a real port. */
@SuppressWarnings("DoNotCallSuggester")
public final class EdgeApplication extends Application<EdgeApplication.EdgeConfiguration> {

  private @Nullable Metrics metrics;

  /** The sections that tests vary. */
  public static final class EdgeConfiguration extends Configuration {
    @JsonProperty("prometheus")
    private MetricsConfig metrics = MetricsConfig.defaults();
  }

  /** An extension that starts this application once, configured as {@code overrides} say. */
  public static DropwizardAppExtension<EdgeConfiguration> extension(ConfigOverride... overrides) {
    return new DropwizardAppExtension<>(
        EdgeApplication.class, ResourceHelpers.resourceFilePath("edge-test.yml"), overrides);
  }

  @Override
  public void initialize(Bootstrap<EdgeConfiguration> bootstrap) {
    bootstrap.setValidatorFactory(PlainValidation.factory());
  }

  @Override
  public void run(EdgeConfiguration configuration, Environment environment) {
    Telemetry telemetry = Telemetry.install(environment, configuration.metrics);
    metrics = telemetry.metrics();
    SentryReporting.install(environment, metrics);
    HttpEdge.install(
        environment, configuration.getServerFactory(), quickLimits(), telemetry.requests());
    HealthEndpoints.install(
        environment,
        HealthConfig.defaults(),
        metrics,
        configuration.metrics,
        Paths.get("."),
        "1.2.3");
    environment.jersey().register(new ThingResource());
  }

  /** The shipped limits, with times that a test can wait for. */
  private static LimitsConfig quickLimits() {
    return LimitsConfig.of(
        null,
        io.dropwizard.util.Duration.seconds(2),
        null,
        null,
        null,
        null,
        DataSize.mebibytes(20),
        io.dropwizard.util.Duration.milliseconds(500));
  }

  /** Where the application records. */
  public Metrics metrics() {
    if (metrics == null) {
      throw new IllegalStateException("not started");
    }
    return metrics;
  }

  /** What is posted. */
  public record Thing(@NotBlank String name, int size, @Nullable Thing inner) {}

  /** Something of everything. */
  @Path("/api/things")
  @Produces(MediaType.APPLICATION_JSON)
  public static final class ThingResource {

    private static volatile CountDownLatch mayEnd = new CountDownLatch(0);

    /** Lets the next event streams stay open until {@link #release()}. */
    public static void hold() {
      mayEnd = new CountDownLatch(1);
    }

    /** Ends the open event streams. */
    public static void release() {
      mayEnd.countDown();
    }

    @GET
    @Timed
    public Thing list() {
      return new Thing("list", 0, null);
    }

    @GET
    @Path("{id: [0-9]{1,5}}")
    public Thing one(@PathParam("id") int id) {
      return new Thing(RequestId.current(), id, null);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Thing post(@NotNull @Valid Thing thing) {
      return thing;
    }

    @POST
    @Path("raw")
    @Consumes(MediaType.WILDCARD)
    public String raw(InputStream body) throws IOException {
      return "{\"bytes\":" + body.readAllBytes().length + "}";
    }

    /** Reads its body and takes so long that the body came at few bytes a second. */
    @POST
    @Path("slow")
    @Consumes(MediaType.WILDCARD)
    public Thing slow(InputStream body) throws IOException, InterruptedException {
      int size = body.readNBytes(2).length;
      Thread.sleep(1_200);
      return new Thing("slow", size, null);
    }

    @GET
    @Path("refused")
    public Thing refused() {
      throw new ApiException(
          429,
          "budget_exceeded",
          "The budget is spent.",
          Instant.parse("2026-01-02T00:00:00Z"),
          Duration.ofMillis(1500));
    }

    @GET
    @Path("failing")
    public Thing failing() {
      throw new IllegalStateException("canary-secret");
    }

    @GET
    @Path("context")
    public Map<String, String> context(
        @QueryParam("learner") @Nullable String learner,
        @QueryParam("trace") @Nullable String trace) {
      if (trace != null) {
        MDC.put(RequestContext.TRACE, trace);
      }
      if (learner != null) {
        RequestContext.learner(learner);
      }
      return MDC.getCopyOfContextMap();
    }

    @GET
    @Path("by-hand")
    public Response byHand() {
      return Response.status(403).type(MediaType.TEXT_PLAIN).entity("canary-text").build();
    }

    @GET
    @Path("half")
    public StreamingOutput half() {
      return out -> {
        out.write(new byte[50_000]);
        out.flush();
        throw new IllegalStateException("half-way");
      };
    }

    @GET
    @Path("endless")
    public StreamingOutput endless() {
      return out -> {
        byte[] block = new byte[64 * 1024];
        while (true) {
          out.write(block);
          out.flush();
        }
      };
    }

    @GET
    @Path("events")
    @Produces(MediaType.TEXT_PLAIN)
    public StreamingOutput events() {
      return out -> {
        out.write("hello\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        await();
      };
    }

    private static void await() {
      try {
        mayEnd.await(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
