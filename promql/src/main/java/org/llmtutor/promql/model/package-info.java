/** The values PromQL is made of: labels, samples, series, results, durations and names. */
@NullMarked
package org.llmtutor.promql.model;

import org.jspecify.annotations.NullMarked;
