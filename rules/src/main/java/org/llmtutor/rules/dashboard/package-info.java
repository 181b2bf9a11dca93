/** Grafana dashboards: their shape, and whether the queries of their panels can be read. */
@NullMarked
package org.llmtutor.rules.dashboard;

import org.jspecify.annotations.NullMarked;
