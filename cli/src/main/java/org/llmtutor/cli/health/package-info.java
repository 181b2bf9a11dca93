/** The health command: what the service says of itself. */
@NullMarked
package org.llmtutor.cli.health;

import org.jspecify.annotations.NullMarked;
