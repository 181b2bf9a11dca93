/** monitorctl: the root command, its subcommands by name, and how errors reach a person. */
@NullMarked
package org.llmtutor.cli;

import org.jspecify.annotations.NullMarked;
