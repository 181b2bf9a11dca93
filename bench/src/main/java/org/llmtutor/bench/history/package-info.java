/** Measures the history that the service keeps of its own metrics. */
@NullMarked
package org.llmtutor.bench.history;

import org.jspecify.annotations.NullMarked;
