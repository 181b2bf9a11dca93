/**
 * Scripts that load samples, ask queries and say what must come out: the language in which
 * Prometheus tests its own engine.
 */
@NullMarked
package org.llmtutor.promql.script;

import org.jspecify.annotations.NullMarked;
