/** What an expression evaluates to, the function signatures, and what a language version allows. */
@NullMarked
package org.llmtutor.promql.types;

import org.jspecify.annotations.NullMarked;
