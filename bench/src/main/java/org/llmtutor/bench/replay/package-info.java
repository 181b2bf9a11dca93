/**
 * Replays a trace of LLM requests as learners' messages and checks that ledger, metrics and a sum
 * over the trace agree. Speaks HTTP and knows the wire records alone.
 */
@NullMarked
package org.llmtutor.bench.replay;

import org.jspecify.annotations.NullMarked;
