/** What a server's past tells of rules: backtests of alerts, and the checks that need them. */
@NullMarked
package org.llmtutor.rules.history;

import org.jspecify.annotations.NullMarked;
