package org.llmtutor.service.exercise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.logging.common.DefaultLoggingFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import io.prometheus.client.CollectorRegistry;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.Principal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.llmtutor.api.ApiError;
import org.llmtutor.service.account.Learner;
import org.llmtutor.service.account.TestLearners;
import org.llmtutor.service.database.Database;
import org.llmtutor.service.database.TestDatabase;
import org.llmtutor.service.http.ApiException;
import org.llmtutor.service.telemetry.Metrics;

/** The exercise routes on a real port with a real database; the header X-Learner authenticates. */
final class ExerciseServer implements AutoCloseable {

  static final ZoneId ZONE = ZoneId.of("America/New_York");
  static final ObjectMapper JSON = new ObjectMapper();

  final MutableClock clock = new MutableClock(Instant.parse("2026-03-14T15:00:00Z"));
  final CollectorRegistry registry = new CollectorRegistry();
  final TestDatabase database;

  private final DropwizardTestSupport<Configuration> support;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  ExerciseServer(Path folder) throws Exception {
    database = new TestDatabase(folder);
    support =
        new DropwizardTestSupport<>(TutorWithExercises.class, quietOnAnyPort()) {
          @Override
          public Application<Configuration> newApplication() {
            return new TutorWithExercises(ExerciseServer.this);
          }
        };
    support.before();
  }

  private static Configuration quietOnAnyPort() {
    DefaultServerFactory server = new DefaultServerFactory();
    server.setApplicationConnectors(List.of(anyPort()));
    server.setAdminConnectors(List.of(anyPort()));
    LogbackAccessRequestLogFactory requestLog = new LogbackAccessRequestLogFactory();
    requestLog.setAppenders(List.of());
    server.setRequestLogFactory(requestLog);
    DefaultLoggingFactory logging = new DefaultLoggingFactory();
    logging.setLevel("ERROR");
    Configuration configuration = new Configuration();
    configuration.setServerFactory(server);
    configuration.setLoggingFactory(logging);
    return configuration;
  }

  private static HttpConnectorFactory anyPort() {
    HttpConnectorFactory connector = new HttpConnectorFactory();
    connector.setPort(0);
    return connector;
  }

  HttpResponse<String> get(String learner, String path) throws Exception {
    return send(learner, path, HttpRequest.newBuilder().GET());
  }

  HttpResponse<String> post(String learner, String path, String body) throws Exception {
    return send(
        learner,
        path,
        HttpRequest.newBuilder()
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpResponse<String> postNothing(String learner, String path) throws Exception {
    return send(learner, path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.noBody()));
  }

  private HttpResponse<String> send(String learner, String path, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + support.getLocalPort() + "/api/exercises" + path);
    return client.send(
        request.uri(uri).header("X-Learner", learner).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  /** The counter's value; zero when there is no such series. */
  double completed(String language, String difficulty) {
    Double value =
        registry.getSampleValue(
            "exercises_completed_total",
            new String[] {"programming_language", "difficulty"},
            new String[] {language, difficulty});
    return value == null ? 0 : value;
  }

  @Override
  public void close() {
    support.after();
    database.close();
  }

  /** Only what the routes need. */
  public static final class TutorWithExercises extends Application<Configuration> {

    private final ExerciseServer server;

    TutorWithExercises(ExerciseServer server) {
      this.server = server;
    }

    @Override
    public void run(Configuration configuration, Environment environment) {
      environment.getObjectMapper().disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
      JerseyEnvironment jersey = environment.jersey();
      jersey.register(new AuthDynamicFeature(new HeaderAuthentication(server.database)));
      jersey.register(new AuthValueFactoryProvider.Binder<>(Learner.class));
      jersey.register(new ApiExceptions());
      jersey.register(
          new ExerciseResource(
              Catalogue.packaged(),
              ExerciseConfig.defaults(),
              server.database,
              new Metrics(server.registry),
              server.clock,
              ZONE));
    }
  }

  /** Believes the header {@code X-Learner: id/level/language,language}. */
  @Priority(Priorities.AUTHENTICATION)
  private static final class HeaderAuthentication implements ContainerRequestFilter {

    private final Database database;

    HeaderAuthentication(Database database) {
      this.database = database;
    }

    @Override
    public void filter(ContainerRequestContext request) {
      String[] parts = request.getHeaderString("X-Learner").split("/", -1);
      Learner learner =
          new Learner(
              parts[0], "Name", parts[1], List.of(parts[2].split(",", -1)), null, Instant.EPOCH);
      request.setSecurityContext(new LearnerContext(TestLearners.add(database, learner)));
    }
  }

  private record LearnerContext(Learner learner) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
      return learner;
    }

    @Override
    public boolean isUserInRole(String role) {
      return true;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public String getAuthenticationScheme() {
      return "X-Learner";
    }
  }

  private static final class ApiExceptions implements ExceptionMapper<ApiException> {

    @Override
    public Response toResponse(ApiException e) {
      return Response.status(e.status())
          .type(MediaType.APPLICATION_JSON_TYPE)
          .entity(new ApiError(e.code(), e.message(), "test"))
          .build();
    }
  }
}
