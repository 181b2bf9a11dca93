/**
 * Wire records shared by the service and monitorctl: JSON shapes and nothing else.
 *
 * <p>Property names are snake_case. Instants are ISO-8601 in UTC, days are ISO dates in the
 * platform's zone, amounts are JSON decimals in US dollars with up to nine places (exact; read them
 * as decimals, not as doubles). An absent property means "not known", which is not zero.
 */
@NullMarked
package org.llmtutor.api;

import org.jspecify.annotations.NullMarked;
