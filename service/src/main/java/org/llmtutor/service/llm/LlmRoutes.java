package org.llmtutor.service.llm;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The routes in use, by the names of their entries in {@code llm.providers}. Immutable. */
public final class LlmRoutes {

  private final List<String> order;
  private final Map<String, LlmRoute> byName;

  /**
   * Routes by name.
   *
   * @param order names of those that ordinary calls take, the first one first
   */
  LlmRoutes(List<String> order, Collection<LlmRoute> routes) {
    this.order = List.copyOf(order);
    this.byName = new LinkedHashMap<>();
    routes.forEach(route -> byName.put(route.name(), route));
    order.forEach(this::get);
  }

  /** The provider's route, then its fallbacks: what an ordinary call takes. */
  public List<LlmRoute> inOrder() {
    return order.stream().map(this::get).toList();
  }

  /** Every route in use, those outside the usual order too. */
  public Collection<LlmRoute> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The route of one entry.
   *
   * @throws IllegalArgumentException when the entry is not in use
   */
  public LlmRoute get(String name) {
    LlmRoute route = byName.get(name);
    if (route == null) {
      throw new IllegalArgumentException("'%s': no such route is in use".formatted(name));
    }
    return route;
  }

  /** The same routes with other clients. */
  LlmRoutes map(UnaryOperator<LlmRoute> change) {
    return new LlmRoutes(order, byName.values().stream().map(change).toList());
  }
}
