/** The metrics command: what a page of metrics offers. */
@NullMarked
package org.llmtutor.cli.metrics;

import org.jspecify.annotations.NullMarked;
