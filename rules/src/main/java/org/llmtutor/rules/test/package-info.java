/** Unit tests of rules in promtool's format: input series, then expected alerts and samples. */
@NullMarked
package org.llmtutor.rules.test;

import org.jspecify.annotations.NullMarked;
