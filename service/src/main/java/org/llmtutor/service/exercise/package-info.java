/**
 * Coding exercises: the packaged catalogue, the exercise of the day, submissions and completions.
 *
 * <p>Learners' code runs on the learners' machines. The service only judges what their runners
 * report, and a reference solution never leaves it.
 */
@NullMarked
package org.llmtutor.service.exercise;

import org.jspecify.annotations.NullMarked;
