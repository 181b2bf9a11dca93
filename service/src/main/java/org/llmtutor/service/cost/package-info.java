/** Price book, ledger, budgets and cost reports: every amount is exact. */
@NullMarked
package org.llmtutor.service.cost;

import org.jspecify.annotations.NullMarked;
