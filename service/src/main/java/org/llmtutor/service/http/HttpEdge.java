package org.llmtutor.service.http;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import java.time.Duration;
import java.util.EnumSet;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;
import org.glassfish.jersey.server.ServerProperties;
import org.llmtutor.service.telemetry.RequestMetrics;

/**
 * Installs the request limits, the security headers and the one error shape. Call it right after
 * {@code Telemetry.install}: the order of calls is the order of the servlet filters.
 */
public final class HttpEdge {

  private HttpEdge() {}

  /**
   * Installs everything; {@code server} is the configured factory, whose own error mappers are
   * switched off. Makes the environment's mapper strict: use another one to read other services'
   * JSON.
   */
  public static void install(
      Environment environment, ServerFactory server, LimitsConfig limits, RequestMetrics metrics) {
    if (server instanceof AbstractServerFactory factory) {
      factory.setRegisterDefaultExceptionMappers(false);
    }
    JsonLimits.apply(environment.getObjectMapper(), limits);
    add(environment, "security-headers", new SecurityHeadersFilter());
    add(environment, "slow-clients", slowClients(limits));
    add(environment, "body-limit", bodyLimit(limits));
    // Jersey's own buffer swallows flushes, so events would wait for it to fill; Jetty has one too.
    environment.jersey().property(ServerProperties.OUTBOUND_CONTENT_LENGTH_BUFFER, 0);
    environment.jersey().register(new ErrorMapper.OfAnything());
    environment.jersey().register(new ErrorMapper.OfViolations());
    environment.jersey().register(new QuietDisconnect());
    environment.jersey().register(new ErrorEntityFilter());
    JettyErrors errors = new JettyErrors(metrics);
    environment.getApplicationContext().setErrorHandler(errors);
    environment.lifecycle().addEventListener(new ErrorsOfServer(errors));
  }

  private static Filter bodyLimit(LimitsConfig limits) {
    return new BodyLimitFilter(limits.maxBodySize().toBytes(), duration(limits.maxBodyTime()));
  }

  private static Duration duration(io.dropwizard.util.Duration configured) {
    return Duration.ofNanos(configured.toNanoseconds());
  }

  private static Filter slowClients(LimitsConfig limits) {
    return new SlowClientFilter(
        limits.minReplyRate().toBytes(), duration(limits.slowClientGrace()));
  }

  private static void add(Environment environment, String name, Filter filter) {
    FilterRegistration.Dynamic added = environment.servlets().addFilter(name, filter);
    added.setAsyncSupported(true);
    added.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }

  /** The server is made after the application's own part of the start. */
  private record ErrorsOfServer(JettyErrors errors) implements LifeCycle.Listener {

    @Override
    public void lifeCycleStarting(LifeCycle event) {
      if (event instanceof Server server) {
        server.setErrorHandler(errors);
      }
    }
  }
}
