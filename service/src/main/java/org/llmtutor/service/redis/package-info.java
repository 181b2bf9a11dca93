/**
 * What several instances share through Redis: rate limits, and who was active lately. Without Redis
 * each instance has its own. ADR 20.
 */
@NullMarked
package org.llmtutor.service.redis;

import org.jspecify.annotations.NullMarked;
