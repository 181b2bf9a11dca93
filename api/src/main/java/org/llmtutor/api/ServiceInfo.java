package org.llmtutor.api;

import java.util.List;

/**
 * Reply of {@code GET /}.
 *
 * @param name the service's name
 * @param version the running release
 * @param endpoints what the service offers, in a stable order
 */
public record ServiceInfo(String name, String version, List<Endpoint> endpoints) {

  /** Copies the list. */
  public ServiceInfo {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * One route.
   *
   * @param method HTTP method
   * @param path route template
   * @param access {@code anyone}, {@code learner}, {@code operator} or {@code scraper}
   * @param description what it does, in a few words
   */
  public record Endpoint(String method, String path, String access, String description) {}
}
