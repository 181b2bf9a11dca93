package org.llmtutor.service.health;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.monitoring.ApplicationEvent;
import org.glassfish.jersey.server.monitoring.ApplicationEventListener;
import org.glassfish.jersey.server.monitoring.RequestEvent;
import org.glassfish.jersey.server.monitoring.RequestEventListener;
import org.jspecify.annotations.Nullable;
import org.llmtutor.api.ServiceInfo.Endpoint;
import org.llmtutor.service.http.Summary;

/**
 * The routes that Jersey really serves, read from its model when the application has started. Who
 * may call is the type of the {@code @Auth} parameter ({@code Learner} becomes {@code learner}), or
 * {@code anyone}; the description is the method's {@link Summary}, or its name in words.
 */
@Provider
final class Endpoints implements ApplicationEventListener {

  private final List<Endpoint> others;
  private volatile List<Endpoint> endpoints;

  /** Starts with the routes of other servlets. */
  Endpoints(List<Endpoint> others) {
    this.others = List.copyOf(others);
    this.endpoints = this.others;
  }

  List<Endpoint> list() {
    return endpoints;
  }

  @Override
  public void onEvent(ApplicationEvent event) {
    if (event.getType() == ApplicationEvent.Type.INITIALIZATION_APP_FINISHED) {
      List<Endpoint> found = new ArrayList<>(others);
      event.getResourceModel().getResources().forEach(resource -> collect(resource, "", found));
      found.sort(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method));
      endpoints = List.copyOf(found);
    }
  }

  @Override
  public @Nullable RequestEventListener onRequest(RequestEvent event) {
    return null;
  }

  private static void collect(Resource resource, String prefix, List<Endpoint> found) {
    String path = join(prefix, resource.getPath());
    for (ResourceMethod method : resource.getAllMethods()) {
      Method java = method.getInvocable().getDefinitionMethod();
      if (method.getHttpMethod() != null && !method.isExtended()) {
        found.add(new Endpoint(method.getHttpMethod(), path, access(java), describe(java)));
      }
    }
    resource.getChildResources().forEach(child -> collect(child, path, found));
  }

  private static String join(String prefix, @Nullable String path) {
    String joined = (prefix + "/" + (path == null ? "" : path)).replaceAll("/+", "/");
    String plain = joined.replaceAll("\\{\\s*(\\w+)\\s*:.*?}(?=/|$)", "{$1}");
    return plain.length() > 1 && plain.endsWith("/")
        ? plain.substring(0, plain.length() - 1)
        : plain;
  }

  private static String access(Method method) {
    for (Parameter parameter : method.getParameters()) {
      if (parameter.isAnnotationPresent(Auth.class)) {
        return parameter.getType().getSimpleName().toLowerCase(Locale.ROOT);
      }
    }
    return method.isAnnotationPresent(PermitAll.class) ? "anyone" : "unknown";
  }

  private static String describe(Method method) {
    Summary summary = method.getAnnotation(Summary.class);
    return summary != null
        ? summary.value()
        : method.getName().replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }
}
