/** The {@code test-alerts} command: runs unit tests of rules. */
@NullMarked
package org.llmtutor.cli.test;

import org.jspecify.annotations.NullMarked;
