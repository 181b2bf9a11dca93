package org.llmtutor.service.account;

import java.security.Principal;

/**
 * Someone who operates the service.
 *
 * @param name what logs show
 */
public record Operator(String name) implements Principal {

  @Override
  public String getName() {
    return name;
  }
}
