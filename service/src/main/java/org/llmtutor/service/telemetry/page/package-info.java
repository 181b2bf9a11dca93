/** The page {@code /metrics}: the Prometheus text formats, written as bytes. */
@NullMarked
package org.llmtutor.service.telemetry.page;

import org.jspecify.annotations.NullMarked;
