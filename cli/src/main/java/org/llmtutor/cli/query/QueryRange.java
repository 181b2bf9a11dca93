package org.llmtutor.cli.query;

import java.time.Duration;
import java.time.Instant;

/**
 * Times to evaluate at.
 *
 * @param from the first
 * @param to not later than this
 * @param step distance between two
 */
record QueryRange(Instant from, Instant to, Duration step) {}
