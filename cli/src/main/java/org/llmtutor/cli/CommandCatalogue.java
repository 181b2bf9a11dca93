package org.llmtutor.cli;

import java.util.List;
import org.llmtutor.cli.alerts.AlertsCommand;
import org.llmtutor.cli.check.CheckAlertsCommand;
import org.llmtutor.cli.check.CheckDashboardsCommand;
import org.llmtutor.cli.completion.CompletionCommand;
import org.llmtutor.cli.context.ContextCommand;
import org.llmtutor.cli.context.Session;
import org.llmtutor.cli.cost.BudgetCommand;
import org.llmtutor.cli.cost.CostReportCommand;
import org.llmtutor.cli.health.HealthCommand;
import org.llmtutor.cli.learners.LearnersCommand;
import org.llmtutor.cli.ledger.LedgerCommand;
import org.llmtutor.cli.logs.LogsCommand;
import org.llmtutor.cli.metrics.MetricsCommand;
import org.llmtutor.cli.prices.PricesCommand;
import org.llmtutor.cli.query.QueryCommand;
import org.llmtutor.cli.replay.ReplayCommand;
import org.llmtutor.cli.sentry.SentryTestCommand;
import org.llmtutor.cli.smoke.SmokeCommand;
import org.llmtutor.cli.test.TestAlertsCommand;

/** The subcommands by name. A command's class is loaded only when the command is made. */
final class CommandCatalogue {

  /** Every command, in the order of the help. */
  static final List<String> NAMES =
      List.of(
          "health",
          "smoke",
          "replay",
          "query",
          "metrics",
          "logs",
          "alerts",
          "cost-report",
          "prices",
          "ledger",
          "budget",
          "learners",
          "check-alerts",
          "test-alerts",
          "check-dashboards",
          "sentry-test",
          "context",
          "completion");

  private CommandCatalogue() {}

  /** A new command. */
  static Object create(String name, Session session) {
    return switch (name) {
      case "health" -> new HealthCommand(session);
      case "smoke" -> new SmokeCommand(session);
      case "replay" -> new ReplayCommand(session);
      case "query" -> new QueryCommand(session);
      case "metrics" -> new MetricsCommand(session);
      case "alerts" -> new AlertsCommand(session);
      case "learners" -> new LearnersCommand(session);
      case "logs" -> new LogsCommand(session);
      case "budget" -> new BudgetCommand(session);
      case "cost-report" -> new CostReportCommand(session);
      case "prices" -> new PricesCommand(session);
      case "ledger" -> new LedgerCommand(session);
      case "check-alerts" -> new CheckAlertsCommand(session);
      case "test-alerts" -> new TestAlertsCommand();
      case "check-dashboards" -> new CheckDashboardsCommand(session);
      case "sentry-test" -> new SentryTestCommand(session);
      case "context" -> new ContextCommand(session);
      case "completion" -> new CompletionCommand();
      default -> throw new IllegalArgumentException("'" + name + "': no such command");
    };
  }
}
