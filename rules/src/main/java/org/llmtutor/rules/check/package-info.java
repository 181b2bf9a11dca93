/**
 * The checks of rule files: one class and one page in {@code docs/checks} for each, all run by
 * {@link org.llmtutor.rules.check.RuleChecker}.
 */
@NullMarked
package org.llmtutor.rules.check;

import org.jspecify.annotations.NullMarked;
