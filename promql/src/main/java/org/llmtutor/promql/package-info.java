@NullMarked
package org.llmtutor.promql;

import org.jspecify.annotations.NullMarked;
