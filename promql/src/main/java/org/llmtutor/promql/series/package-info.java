/** Series written by hand, as rule unit tests do, and held in memory to be queried. */
@NullMarked
package org.llmtutor.promql.series;

import org.jspecify.annotations.NullMarked;
