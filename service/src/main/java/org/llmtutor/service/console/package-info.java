/** The operators' web page. */
@NullMarked
package org.llmtutor.service.console;

import org.jspecify.annotations.NullMarked;
