/** {@code monitorctl learners}: what is kept of a learner, and how it is erased. */
@NullMarked
package org.llmtutor.cli.learners;

import org.jspecify.annotations.NullMarked;
