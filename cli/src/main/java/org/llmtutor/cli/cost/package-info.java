/** The cost-report command: what the ledger booked. */
@NullMarked
package org.llmtutor.cli.cost;

import org.jspecify.annotations.NullMarked;
