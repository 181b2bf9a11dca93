/** How a command ends: exit codes, and the one exception that ends it early. */
@NullMarked
package org.llmtutor.cli.failure;

import org.jspecify.annotations.NullMarked;
