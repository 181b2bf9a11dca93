/** Times as people write them: durations, instants, days and steps of a range. */
@NullMarked
package org.llmtutor.cli.time;

import org.jspecify.annotations.NullMarked;
