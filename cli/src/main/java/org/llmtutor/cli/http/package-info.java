/** HTTP calls and what their failures mean for a person. */
@NullMarked
package org.llmtutor.cli.http;

import org.jspecify.annotations.NullMarked;
