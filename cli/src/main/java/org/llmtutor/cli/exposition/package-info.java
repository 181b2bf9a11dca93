/** Pages of metrics in the Prometheus text format and in OpenMetrics, parsed line by line. */
@NullMarked
package org.llmtutor.cli.exposition;

import org.jspecify.annotations.NullMarked;
