/** Traces: the OpenTelemetry API for everyone, its SDK only when {@code OTEL_*} asks for it. */
@NullMarked
package org.llmtutor.service.telemetry.trace;

import org.jspecify.annotations.NullMarked;
