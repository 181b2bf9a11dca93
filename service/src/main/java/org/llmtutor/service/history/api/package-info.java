/** The Prometheus HTTP API, version 1, on any {@code SeriesSource}. */
@NullMarked
package org.llmtutor.service.history.api;

import org.jspecify.annotations.NullMarked;
