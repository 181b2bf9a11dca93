/** PromQL's functions on whole series. */
@NullMarked
package org.llmtutor.promql.function;

import org.jspecify.annotations.NullMarked;
