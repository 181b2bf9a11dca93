/** The values PromQL is made of: durations and names, with Prometheus' rules for both. */
@NullMarked
package org.llmtutor.promql.model;

import org.jspecify.annotations.NullMarked;
