/** The completion command: scripts that complete monitorctl in a shell. */
@NullMarked
package org.llmtutor.cli.completion;

import org.jspecify.annotations.NullMarked;
