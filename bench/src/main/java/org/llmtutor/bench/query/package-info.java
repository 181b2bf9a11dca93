/** Measures PromQL queries over series in memory. */
@NullMarked
package org.llmtutor.bench.query;

import org.jspecify.annotations.NullMarked;
