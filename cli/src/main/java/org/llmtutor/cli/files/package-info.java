/** Files on the command line: patterns, and when they change. */
@NullMarked
package org.llmtutor.cli.files;

import org.jspecify.annotations.NullMarked;
