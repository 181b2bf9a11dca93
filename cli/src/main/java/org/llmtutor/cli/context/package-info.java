/** Where a command looks: flags, environment, context file, and the targets they name. */
@NullMarked
package org.llmtutor.cli.context;

import org.jspecify.annotations.NullMarked;
