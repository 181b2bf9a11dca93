/** What a command prints: tables, CSV, Markdown and JUnit, fit for the terminal at hand. */
@NullMarked
package org.llmtutor.cli.output;

import org.jspecify.annotations.NullMarked;
