/** The prices command: list, check and compare price books, and price past calls again. */
@NullMarked
package org.llmtutor.cli.prices;

import org.jspecify.annotations.NullMarked;
