/** How long cost reports take on a ledger of years. */
@NullMarked
package org.llmtutor.bench.report;

import org.jspecify.annotations.NullMarked;
