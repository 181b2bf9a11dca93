/** Evaluates alert rules on the service's own history and tells people. */
@NullMarked
package org.llmtutor.service.alerting;

import org.jspecify.annotations.NullMarked;
