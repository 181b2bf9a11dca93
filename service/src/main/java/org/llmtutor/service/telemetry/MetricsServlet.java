package org.llmtutor.service.telemetry;

import io.prometheus.client.exporter.common.TextFormat;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /metrics}: the registry in the Prometheus text format 0.0.4 or OpenMetrics, as {@code
 * Accept} asks; {@code name[]} parameters select metrics. 404 when switched off, 401 when a token
 * is configured and not sent, 405 for anything but GET and HEAD.
 */
final class MetricsServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private final transient MetricsPage page;
  private final transient MetricsConfig config;

  MetricsServlet(Metrics metrics, MetricsConfig config) {
    this.page = new MetricsPage(metrics);
    this.config = config;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean head = request.getMethod().equals("HEAD");
    if (!config.enabled()) {
      response.sendError(404);
    } else if (!head && !request.getMethod().equals("GET")) {
      response.setHeader("Allow", "GET, HEAD");
      response.sendError(405);
    } else if (!mayScrape(request.getHeader("Authorization"))) {
      response.setHeader("WWW-Authenticate", "Bearer");
      response.sendError(401);
    } else {
      write(request, response, head);
    }
  }

  private boolean mayScrape(@Nullable String authorization) {
    if (config.token().isEmpty()) {
      return true;
    }
    byte[] expected = ("Bearer " + config.token().get()).getBytes(StandardCharsets.UTF_8);
    byte[] sent = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(expected, sent);
  }

  private void write(HttpServletRequest request, HttpServletResponse response, boolean head)
      throws IOException {
    String type = TextFormat.chooseContentType(request.getHeader("Accept"));
    response.setContentType(type);
    if (head) {
      return;
    }
    String[] names = request.getParameterValues("name[]");
    Set<String> selected = names == null ? Set.of() : new HashSet<>(List.of(names));
    boolean openMetrics = type.equals(TextFormat.CONTENT_TYPE_OPENMETRICS_100);
    page.write(response.getOutputStream(), openMetrics, selected);
  }
}
