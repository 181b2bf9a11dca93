/** Rules' expressions, and what can be said of their results without samples. */
@NullMarked
package org.llmtutor.rules.query;

import org.jspecify.annotations.NullMarked;
