package org.llmtutor.service.alerting;

import com.codahale.metrics.health.HealthCheck;
import java.util.List;

/** Fails while a rule file is not in force as it is. */
final class AlertingCheck extends HealthCheck {

  private final Evaluator evaluator;

  AlertingCheck(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  @Override
  protected Result check() {
    List<String> problems = evaluator.problems();
    return problems.isEmpty()
        ? Result.healthy()
        : Result.unhealthy("broken rule files: " + problems.size() + "; see the log");
  }
}
