package org.llmtutor.service.alerting;

import java.util.Optional;

/**
 * Where the runbooks of alerts are.
 *
 * @param base what comes before a relative path; empty when such paths are no links
 */
record Runbooks(String base) {

  /** The address of the alert's runbook; empty when it has none that a browser could open. */
  Optional<String> link(Alert alert) {
    String own = alert.text("runbook_url").strip();
    if (own.isEmpty() || own.startsWith("http://") || own.startsWith("https://")) {
      return Optional.of(own).filter(url -> !url.isEmpty());
    }
    if (base.isEmpty() || own.contains(":")) {
      return Optional.empty();
    }
    return Optional.of(base.replaceFirst("/+$", "") + "/" + own.replaceFirst("^/+", ""));
  }
}
