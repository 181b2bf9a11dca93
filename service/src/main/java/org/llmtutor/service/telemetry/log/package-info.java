/** Log lines: one per event, whatever the event says. */
@NullMarked
package org.llmtutor.service.telemetry.log;

import org.jspecify.annotations.NullMarked;
