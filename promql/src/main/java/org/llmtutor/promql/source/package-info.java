/** Where things stand in a PromQL text: byte ranges, lines, columns, and what is wrong there. */
@NullMarked
package org.llmtutor.promql.source;

import org.jspecify.annotations.NullMarked;
