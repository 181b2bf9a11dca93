/**
 * The price book: what a call of a model costs, by time, prompt size and class of service; how the
 * book is read and checked. Pure: no clock, no network, no database.
 */
@NullMarked
package org.llmtutor.prices;

import org.jspecify.annotations.NullMarked;
