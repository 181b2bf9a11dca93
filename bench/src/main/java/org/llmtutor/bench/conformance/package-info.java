/** Runs test scripts of others against the PromQL engine. */
@NullMarked
package org.llmtutor.bench.conformance;

import org.jspecify.annotations.NullMarked;
