/** Error reports to Sentry: when, about what, and without secrets. */
@NullMarked
package org.llmtutor.service.telemetry.sentry;

import org.jspecify.annotations.NullMarked;
