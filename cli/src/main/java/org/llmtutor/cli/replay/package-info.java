/** Drives a running service with a trace of LLM requests and compares its books with it. */
@NullMarked
package org.llmtutor.cli.replay;

import org.jspecify.annotations.NullMarked;
