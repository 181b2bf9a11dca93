/** Prometheus rule files as a library: read with positions, checked, explained. */
@NullMarked
package org.llmtutor.rules;

import org.jspecify.annotations.NullMarked;
