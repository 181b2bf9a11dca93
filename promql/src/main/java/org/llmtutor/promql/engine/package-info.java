/** Evaluates expressions over a range of time on a {@link org.llmtutor.promql.engine.Queryable}. */
@NullMarked
package org.llmtutor.promql.engine;

import org.jspecify.annotations.NullMarked;
