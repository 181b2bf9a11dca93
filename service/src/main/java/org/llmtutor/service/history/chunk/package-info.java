/**
 * Samples of one series, a bit or a few bytes each. The layout is told at {@link
 * org.llmtutor.service.history.chunk.Chunk}.
 */
@NullMarked
package org.llmtutor.service.history.chunk;

import org.jspecify.annotations.NullMarked;
