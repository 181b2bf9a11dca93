/** {@code monitorctl logs}: the lines of a request in log files, as one story. */
@NullMarked
package org.llmtutor.cli.logs;

import org.jspecify.annotations.NullMarked;
