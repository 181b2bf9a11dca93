/**
 * Kills the service while learners write, at moments of its choice, and counts afterwards: every
 * reply that was acknowledged against what is booked. Starts the real jar as a process; knows it by
 * HTTP and by the tables of its ledger.
 */
@NullMarked
package org.llmtutor.bench.chaos;

import org.jspecify.annotations.NullMarked;
