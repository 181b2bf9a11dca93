package org.llmtutor.service;

import ch.qos.logback.access.jetty.RequestLogImpl;
import io.dropwizard.lifecycle.ServerLifecycleListener;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a person wants to see when the service is up: its version, where it listens, who answers
 * learners, and where the operators' token is. {@code scripts/with-service} reads the address.
 */
final class StartNotice implements ServerLifecycleListener, LifeCycle.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(StartNotice.class);

  private final String name;
  private final TutorConfiguration config;

  StartNotice(String name, TutorConfiguration config) {
    this.name = name;
    this.config = config;
  }

  /** Keeps the request log from printing the versions of its parts. */
  @Override
  public void lifeCycleStarting(LifeCycle event) {
    if (event instanceof Server server && server.getRequestLog() instanceof RequestLogImpl log) {
      log.setQuiet(true);
    }
  }

  @Override
  public void serverStarted(Server server) {
    LOG.info("{} is up: {}", name, String.join(", ", addresses(server)));
    LOG.info("LLM calls go to provider {}, model {}", config.llm.provider(), config.llm.model());
    if (!config.llm.fallbacks().isEmpty()) {
      LOG.info("when that fails they go to {}", String.join(", then ", config.llm.fallbacks()));
    }
    LOG.info(
        "the operators' token is {}",
        config.accounts.operatorToken().isEmpty()
            ? "in " + config.accounts.operatorTokenFile()
            : "the configured one");
  }

  private static List<String> addresses(Server server) {
    List<String> addresses = new ArrayList<>();
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof ServerConnector listening) {
        boolean tls = listening.getDefaultConnectionFactory().getProtocol().startsWith("SSL");
        String host = listening.getHost() == null ? "*" : listening.getHost();
        addresses.add(
            listening.getName()
                + (tls ? " https://" : " http://")
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + listening.getLocalPort());
      }
    }
    return addresses;
  }
}
