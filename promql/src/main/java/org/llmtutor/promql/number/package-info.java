/** Numbers as PromQL writes, reads and adds them. */
@NullMarked
package org.llmtutor.promql.number;

import org.jspecify.annotations.NullMarked;
