/** JSON as a tree of maps, lists and exact numbers, read and written without reflection. */
@NullMarked
package org.llmtutor.cli.json;

import org.jspecify.annotations.NullMarked;
