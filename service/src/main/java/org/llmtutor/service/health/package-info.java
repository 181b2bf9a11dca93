/** Whether the service works: checks with deadlines, {@code GET /health} and {@code GET /}. */
@NullMarked
package org.llmtutor.service.health;

import org.jspecify.annotations.NullMarked;
