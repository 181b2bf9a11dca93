/** How a command ends: exit codes, the one exception that ends it early, and suggestions. */
@NullMarked
package org.llmtutor.cli.failure;

import org.jspecify.annotations.NullMarked;
