package org.llmtutor.cli.cost;

import org.jspecify.annotations.Nullable;
import org.llmtutor.api.BudgetReport;
import org.llmtutor.api.CostForecast;
import org.llmtutor.api.CostReport;

/**
 * All that one run of the command tells.
 *
 * @param report the report
 * @param forecast this month's cost at its end; null when not asked for
 * @param budgets what budgets hold; null when not asked for
 */
record Facts(CostReport report, @Nullable CostForecast forecast, @Nullable BudgetReport budgets) {}
