/** What is wrong, where, and what to do about it; and how that is shown to a person. */
@NullMarked
package org.llmtutor.rules.problem;

import org.jspecify.annotations.NullMarked;
