/** Infrastructure for metrics, errors, logs and request ids. Imports no feature. */
@NullMarked
package org.llmtutor.service.telemetry;

import org.jspecify.annotations.NullMarked;
