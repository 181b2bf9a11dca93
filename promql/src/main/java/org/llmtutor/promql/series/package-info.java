/** Series in memory and as text. */
@NullMarked
package org.llmtutor.promql.series;

import org.jspecify.annotations.NullMarked;
