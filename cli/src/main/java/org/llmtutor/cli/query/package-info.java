/** The query command: PromQL expressions sent to a Prometheus HTTP API. */
@NullMarked
package org.llmtutor.cli.query;

import org.jspecify.annotations.NullMarked;
