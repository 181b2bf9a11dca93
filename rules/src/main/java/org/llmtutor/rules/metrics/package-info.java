/** What a page of metrics tells of rules: whether the series they read exist, and what they say. */
@NullMarked
package org.llmtutor.rules.metrics;

import org.jspecify.annotations.NullMarked;
