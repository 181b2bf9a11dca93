/** The evaluation of rules over time: groups, recorded series, alerts that wait, fire and end. */
@NullMarked
package org.llmtutor.rules.alerting;

import org.jspecify.annotations.NullMarked;
