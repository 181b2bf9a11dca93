/** A build step that gives every lambda of a packaged jar a class of its own (ADR 25). */
@NullMarked
package org.llmtutor.desugar;

import org.jspecify.annotations.NullMarked;
