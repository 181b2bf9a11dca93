package org.llmtutor.service.health;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.Health;
import org.llmtutor.service.http.Summary;

/** {@code GET /health}: 200 when healthy or degraded, 503 when a required check fails. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {

  private final HealthMonitor monitor;
  private final Health.Monitoring monitoring;
  private final String version;

  HealthResource(HealthMonitor monitor, Health.Monitoring monitoring, String version) {
    this.monitor = monitor;
    this.monitoring = monitoring;
    this.version = version;
  }

  /** The state of the service and of each check. */
  @GET
  @PermitAll
  @Summary("state of the service and of each of its checks")
  public Response health() {
    Map<String, Health.Check> checks = monitor.checks();
    String status = status(checks);
    Health health =
        new Health(
            status,
            version,
            ManagementFactory.getRuntimeMXBean().getUptime() / 1000,
            connection(checks.get("database"), "disconnected"),
            connection(checks.get("redis"), "disabled"),
            monitoring,
            checks);
    return Response.status(status.equals("unhealthy") ? 503 : 200).entity(health).build();
  }

  private static String status(Map<String, Health.Check> checks) {
    String status = "healthy";
    for (Health.Check check : checks.values()) {
      if (!check.status().equals(Outcome.OK)) {
        if (check.required()) {
          return "unhealthy";
        }
        status = "degraded";
      }
    }
    return status;
  }

  private static String connection(Health.@Nullable Check check, String withoutCheck) {
    if (check == null) {
      return withoutCheck;
    }
    return check.status().equals(Outcome.OK) ? "connected" : "disconnected";
  }
}
