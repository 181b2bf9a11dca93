/** The alerts command: what is pending and firing, wherever rules are evaluated. */
@NullMarked
package org.llmtutor.cli.alerts;

import org.jspecify.annotations.NullMarked;
