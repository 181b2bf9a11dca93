/** PromQL as a library: the language's values and syntax, with no framework inside. */
@NullMarked
package org.llmtutor.promql;

import org.jspecify.annotations.NullMarked;
