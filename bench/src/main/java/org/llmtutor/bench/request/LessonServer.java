package org.llmtutor.bench.request;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.llmtutor.service.database.DatabaseConfig;
import org.llmtutor.service.database.JdbiDatabase;
import org.llmtutor.service.telemetry.MetricsConfig;
import org.llmtutor.service.telemetry.Telemetry;
import org.llmtutor.service.telemetry.trace.OtelSettings;
import org.llmtutor.service.telemetry.trace.TraceConfig;

/**
 * A server with one route that reads one row: with the service's telemetry around it, or bare, with
 * the same pool of connections and without a request log.
 */
final class LessonServer extends Application<Configuration> {

  private final Watched watched;
  private final java.nio.file.Path directory;
  private final Map<String, String> otel;
  private @Nullable Server server;

  LessonServer(Watched watched, java.nio.file.Path directory, Map<String, String> otel) {
    this.watched = watched;
    this.directory = directory;
    this.otel = otel;
  }

  /** What the route answers. */
  public record Lesson(int id, String title) {}

  /** The route. */
  @Path("/lessons")
  @Produces(MediaType.APPLICATION_JSON)
  public static final class LessonResource {

    private final Function<Function<Handle, Lesson>, Lesson> reader;

    LessonResource(Function<Function<Handle, Lesson>, Lesson> reader) {
      this.reader = reader;
    }

    /** One lesson. */
    @GET
    @Path("{id}")
    public Lesson get(@PathParam("id") int id) {
      return reader.apply(
          handle ->
              handle
                  .createQuery("/* lesson.get */ SELECT :id AS id, 'Loops' AS title")
                  .bind("id", id)
                  .map((row, context) -> new Lesson(row.getInt("id"), row.getString("title")))
                  .one());
    }
  }

  @Override
  public void run(Configuration configuration, Environment environment) {
    environment.lifecycle().addServerLifecycleListener(started -> server = started);
    String url = "jdbc:sqlite:" + directory.resolve(watched.name() + ".db");
    environment
        .jersey()
        .register(
            new LessonResource(watched == Watched.BARE ? bare(url) : watched(environment, url)));
  }

  private static Function<Function<Handle, Lesson>, Lesson> bare(String url) {
    Jdbi jdbi = Jdbi.create(ReadPool.of(url));
    return work -> jdbi.withHandle(work::apply);
  }

  private Function<Function<Handle, Lesson>, Lesson> watched(Environment environment, String url) {
    OtelSettings settings = watched.isTraced() ? new OtelSettings(otel) : OtelSettings.none();
    Telemetry telemetry =
        Telemetry.install(
            environment, MetricsConfig.defaults(), TraceConfig.defaults(), settings, "bench");
    JdbiDatabase database =
        JdbiDatabase.open(DatabaseConfig.at(url), telemetry.metrics(), environment.metrics());
    environment.lifecycle().manage(new AutoCloseableManager(database::stop));
    return database::read;
  }

  int port() {
    Server started = server;
    if (started == null) {
      throw new IllegalStateException("not started");
    }
    return ((ServerConnector) started.getConnectors()[0]).getLocalPort();
  }

  void stop() throws Exception {
    Server started = server;
    if (started != null) {
      started.stop();
    }
  }
}
