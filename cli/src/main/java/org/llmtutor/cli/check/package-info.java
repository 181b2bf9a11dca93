/** The {@code check-alerts} command: finds what is wrong with rule files. */
@NullMarked
package org.llmtutor.cli.check;

import org.jspecify.annotations.NullMarked;
