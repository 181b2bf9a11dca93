package org.llmtutor.service.telemetry;

import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;

/**
 * Tells each {@link Exchange} and the logging context which route template the request matched, and
 * the exchange whether Jersey failed to write a reply it had begun.
 */
@Provider
final class RouteListener implements ApplicationEventListener, RequestEventListener {

  private final RequestMetrics requests;

  RouteListener(RequestMetrics requests) {
    this.requests = requests;
  }

  /**
   * A failure's series begins at zero when the routes are known, so that its first rise is seen.
   */
  @Override
  public void onEvent(ApplicationEvent event) {
    if (event.getType() == ApplicationEvent.Type.INITIALIZATION_APP_FINISHED) {
      event.getResourceModel().getResources().forEach(resource -> show(resource, List.of()));
    }
  }

  private void show(Resource resource, List<String> outer) {
    List<String> path = new ArrayList<>(outer);
    path.add(resource.getPath() == null ? "" : resource.getPath());
    for (ResourceMethod method : resource.getAllMethods()) {
      if (method.getHttpMethod() != null && !method.isExtended()) {
        requests.showFailures(method.getHttpMethod(), RouteTemplate.join(path));
      }
    }
    resource.getChildResources().forEach(child -> show(child, path));
  }

  @Override
  public RequestEventListener onRequest(RequestEvent event) {
    return this;
  }

  @Override
  public void onEvent(RequestEvent event) {
    switch (event.getType()) {
      case REQUEST_MATCHED -> matched(event);
      case ON_EXCEPTION -> matched(event);
      case FINISHED -> finished(event);
      default -> {
        // Of no interest.
      }
    }
  }

  private static void matched(RequestEvent event) {
    Exchange exchange = exchange(event);
    if (exchange == null || exchange.route() != null) {
      return;
    }
    String template = RouteTemplate.of(event.getUriInfo());
    if (template != null) {
      exchange.route(template);
      RequestContext.route(template);
    }
  }

  /**
   * Jersey reports a reply that broke after it was begun as neither a success nor an exception; an
   * event stream, which goes on after this event, looks the same and is left alone.
   */
  private static void finished(RequestEvent event) {
    Exchange exchange = exchange(event);
    ContainerResponse response = event.getContainerResponse();
    if (exchange != null
        && response != null
        && !response.isChunked()
        && !event.isSuccess()
        && event.getException() == null
        && response.getStatus() < 400) {
      exchange.broken();
    }
  }

  private static @Nullable Exchange exchange(RequestEvent event) {
    return Exchange.of(event.getContainerRequest().getProperty(Exchange.attribute()));
  }
}
