/**
 * What stands at the other end in an end-to-end run: an LLM provider that fails on demand, and an
 * HTTP and a mail server that write down what they are told.
 */
@NullMarked
package org.llmtutor.bench.peers;

import org.jspecify.annotations.NullMarked;
