package org.llmtutor.service.redis;

import java.time.Duration;

/**
 * What a key has taken of its limit lately.
 *
 * @param count how many
 * @param since how long ago the first of them was taken
 */
public record Taken(int count, Duration since) {}
