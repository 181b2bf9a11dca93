/** Learners, classes, tokens and operators; authentication. */
@NullMarked
package org.llmtutor.service.account;

import org.jspecify.annotations.NullMarked;
