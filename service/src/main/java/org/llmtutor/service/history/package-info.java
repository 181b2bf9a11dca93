/** The recent past of the service's own metrics, and the Prometheus HTTP API on it. */
@NullMarked
package org.llmtutor.service.history;

import org.jspecify.annotations.NullMarked;
