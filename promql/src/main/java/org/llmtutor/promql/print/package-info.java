/** Expressions as text: on one canonical line, or over many with indents. */
@NullMarked
package org.llmtutor.promql.print;

import org.jspecify.annotations.NullMarked;
