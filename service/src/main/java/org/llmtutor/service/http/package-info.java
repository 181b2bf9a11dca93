/** The edge: request limits and the one shape of error replies. */
@NullMarked
package org.llmtutor.service.http;

import org.jspecify.annotations.NullMarked;
